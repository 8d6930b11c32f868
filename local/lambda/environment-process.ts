import { type ChildProcess, spawn } from "node:child_process";
import { Duplex, type Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { encodeFrame, frameDecoder } from "./frames.ts";
import type { FromEnvironment, ToEnvironment } from "./messages.ts";

/** The process of an environment, and its channel. */
export interface EnvironmentProcess {
  readonly send: (message: ToEnvironment) => void;
  /** The next message; undefined once the process has ended. */
  readonly next: () => Promise<FromEnvironment | undefined>;
  /** How the process ended, in Lambda's words. */
  readonly ended: Promise<string>;
  readonly kill: () => Promise<void>;
}

export interface ProcessOptions {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  /** Takes each line that the process writes. */
  readonly log: (line: string) => void;
}

const program = fileURLToPath(new URL("./environment/main.ts", import.meta.url));

/** The part of a function's memory that Lambda's runtime gives to objects; buffers come out of the rest. */
const HEAP_SHARE = 0.9;

/** Starts the process of an environment. It ends with this process however that ends: its channel closes. */
export function startProcess(options: ProcessOptions): EnvironmentProcess {
  const heapMb = Math.floor(options.memoryMb * HEAP_SHARE);
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, program], {
    cwd: options.folder,
    env: { ...options.variables },
    stdio: ["ignore", "pipe", "pipe", "pipe", "ipc"],
  });
  const ended = endOf(child);
  const { channel, next } = openChannel(child, ended);
  collectLines(child.stdout, options.log);
  collectLines(child.stderr, options.log);
  return {
    send: (message) => void channel.write(encodeFrame(message)),
    next,
    ended,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function openChannel(
  child: ChildProcess,
  ended: Promise<string>,
): Pick<EnvironmentProcess, "next"> & { channel: Duplex } {
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) throw new Error("The process of an environment has no channel.");
  const decode = frameDecoder();
  const arrived: FromEnvironment[] = [];
  let wake = (): void => undefined;
  channel.on("data", (piece: Buffer) => {
    const messages = decode(piece);
    arrived.push(...messages);
    if (messages.length > 0) wake();
  });
  // A process that was killed leaves a broken pipe, which is its end and no error of ours.
  channel.on("error", () => undefined);
  const next = async (): Promise<FromEnvironment | undefined> => {
    if (arrived.length === 0)
      await Promise.race([
        ended,
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
      ]);
    // What the handler wrote before it answered is read in this turn of the event loop: then its log is complete.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    return arrived.shift();
  };
  return { channel, next };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", () => resolve("the process could not be started"));
    child.once("close", (code, signal) =>
      resolve(code === null ? `signal: ${signal}` : `exit status ${code}`),
    );
  });
}

function collectLines(stream: Readable | null, log: (line: string) => void): void {
  let rest = "";
  stream?.setEncoding("utf8");
  stream?.on("data", (piece: string) => {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) log(line);
  });
  stream?.on("end", () => {
    if (rest !== "") log(rest);
  });
}
