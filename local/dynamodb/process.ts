import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AwsError, type Server } from "../types.ts";
import { endJava, portOf, spawnJava } from "./java.ts";
import { rawCalls } from "./raw.ts";
import { checkStore, damaged } from "./store-file.ts";

/**
 * Starts Amazon's DynamoDB Local and waits until it answers. It ends with this process, also when that is killed.
 *
 * @param folder where it keeps its tables; null keeps them in memory.
 * @throws Error when there is no Java, when the store in the folder cannot be opened (it is left as it is), or when
 *   the database does not answer within 30 seconds.
 */
export async function startDynamodb(folder: string | null): Promise<Server> {
  if (folder !== null) await checkStore(folder);
  const scratch = await mkdtemp(join(tmpdir(), "dynamodb-"));
  const child = await spawnJava(storage(folder), scratch);
  const close = async () => {
    await endJava(child);
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    const url = `http://127.0.0.1:${await portOf(child)}`;
    await rawCalls(url)("ListTables", {});
    return { url, close };
  } catch (error) {
    await close();
    throw folder !== null && error instanceof AwsError ? damaged(folder) : error;
  }
}

function storage(folder: string | null): readonly string[] {
  return folder === null ? ["-inMemory"] : ["-dbPath", resolve(folder)];
}
