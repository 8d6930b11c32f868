import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";

export const root = join(import.meta.dirname, "../../..");
const command = join(root, "cli/kith.ts");

/** How a command ended. */
export interface Ended {
  /** Exit code; null after a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
type Variables = Readonly<Record<string, string>>;

/** A command that runs in a process group of its own, as a terminal runs it. */
export interface Running {
  readonly pid: number;
  readonly stdout: () => string;
  /** Waits until standard output holds this. @throws Error with everything it wrote when it ends before. */
  readonly says: (what: RegExp) => Promise<RegExpExecArray>;
  /** What Ctrl-C does in a terminal: the signal goes to the whole group. */
  readonly interrupt: () => void;
  readonly ended: Promise<Ended>;
}

/** What a failed test would leave running. */
const started = new Set<number>();
afterAll(() => {
  for (const group of started) process.kill(-group, "SIGTERM");
});

function running(child: ChildProcess): Running {
  const { pid } = child;
  if (pid === undefined) throw new Error("The command could not be started.");
  started.add(pid);
  let [stdout, stderr] = ["", ""];
  let heard = (): void => undefined;
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    heard();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = once(child, "close").then(([code]: unknown[]) => {
    started.delete(pid);
    return { code: typeof code === "number" ? code : null, stdout, stderr };
  });
  const says = async (what: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = what.exec(stdout);
      if (found) return found;
      const more = new Promise<"more">((resolve) => {
        heard = () => resolve("more");
      });
      const next = await Promise.race([ended, more]);
      if (next !== "more" && !what.test(stdout)) throw new Error(`It ended: ${JSON.stringify(next)}`);
    }
  };
  return { pid, stdout: () => stdout, says, interrupt: () => process.kill(-pid, "SIGINT"), ended };
}

const start = (program: string, words: readonly string[], variables: Variables, cwd = root): Running =>
  running(
    spawn(program, words, {
      cwd,
      detached: true,
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );

/** Runs `kith` with these words. */
export const kith = (words: readonly string[], variables: Variables = {}): Running =>
  start(process.execPath, [command, ...words], variables);

/** Runs `kith` in another folder. */
export const kithIn = (folder: string, words: readonly string[], variables: Variables = {}): Running =>
  start(process.execPath, [command, ...words], variables, folder);

/** Runs `npm start` as the README says, with these words after `--`. */
export const npmStart = (words: readonly string[], variables: Variables = {}): Running =>
  start("npm", ["start", "--", ...words], variables);

/** Runs lines of text as a person pastes them into a terminal. */
export const shell = (text: string): Promise<Ended> => start("bash", ["-c", text], {}).ended;

/** The same in another folder. */
export const shellIn = (folder: string, text: string): Running =>
  start("bash", ["-e", "-c", text], {}, folder);

/** A process of this machine. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Its command line. */
  readonly line: string;
}

/** The processes that a command has begun so far, whatever group they are in, and itself. */
export function familyOf(pid: number): readonly Process[] {
  const all = processes();
  const inside = new Set([pid]);
  for (const { pid: child, parent, group } of all) if (group === pid || inside.has(parent)) inside.add(child);
  return all.filter((one) => inside.has(one.pid));
}

/** Those of some processes that still run. */
export const stillAlive = (some: readonly Process[]): readonly Process[] =>
  processes().filter(({ pid, line }) => some.some((one) => one.pid === pid && one.line === line));

/** The processes whose command line names a folder. */
export const workingOn = (folder: string): readonly Process[] =>
  processes().filter(({ line }) => line.includes(folder));

/** All processes, parents before children; a zombie has ended. */
const processes = (): readonly Process[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .toSorted((one, other) => one - other)
    .flatMap(processOf);

/** Fields 3 to 5 of proc(5): state, parent and process group. */
function processOf(pid: number): readonly Process[] {
  const [state, parent, group] = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  const line = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
  return line === "" || state === "Z" ? [] : [{ pid, parent: Number(parent), group: Number(group), line }];
}

/** A process may end between two looks at it. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
