import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AwsError, type Server } from "../types.ts";
import { endJava, type JavaProcess, portOf, spawnJava } from "./java.ts";
import { rawCalls } from "./raw.ts";
import { checkStore, damaged } from "./store-file.ts";

/** Amazon's DynamoDB Local, running. */
export interface Database extends Server {
  /** Kills it at once, as a machine ends that fails, and starts it again in the same place. In memory it has lost everything. */
  readonly restart: () => Promise<void>;
}

/**
 * Starts Amazon's DynamoDB Local and waits until it answers. It ends with this process, also when that is killed.
 *
 * @param folder where it keeps its tables; null keeps them in memory.
 * @throws Error when there is no Java, when the store in the folder cannot be opened (it is left as it is), or when
 *   the database does not answer within 30 seconds.
 */
export async function startDynamodb(folder: string | null): Promise<Database> {
  if (folder !== null) await checkStore(folder);
  const scratch = await mkdtemp(join(tmpdir(), "dynamodb-"));
  let child = await spawnJava(storage(folder), scratch, 0);
  const close = async () => {
    await endJava(child);
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    const url = await answering(child);
    const restart = async () => {
      await endJava(child, "SIGKILL");
      child = await spawnJava(storage(folder), scratch, Number(new URL(url).port));
      await answering(child);
    };
    return { url, restart, close };
  } catch (error) {
    await close();
    throw folder !== null && error instanceof AwsError ? damaged(folder) : error;
  }
}

/** Waits until a database answers. @returns its URL. */
async function answering(child: JavaProcess): Promise<string> {
  const url = `http://127.0.0.1:${await portOf(child)}`;
  await rawCalls(url)("ListTables", {});
  return url;
}

function storage(folder: string | null): readonly string[] {
  return folder === null ? ["-inMemory"] : ["-dbPath", resolve(folder)];
}
