import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";

/** The file in which DynamoDB Local keeps its tables with `-sharedDb`. */
const STORE = "shared-local-instance.db";

/** DynamoDB Local starts with any file in that place; a store that is no SQLite file is refused before it is touched. */
export async function checkStore(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const handle = await open(join(folder, STORE), "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return;
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(15), 0, 15, 0);
    if (bytesRead > 0 && buffer.toString("latin1") !== "SQLite format 3") throw damaged(folder);
  } finally {
    await handle.close();
  }
}

/** What is said of a store that DynamoDB Local cannot open. */
export function damaged(folder: string): Error {
  return new Error(
    `the table store in ${folder} cannot be opened; nothing was changed. Move it away or restore it`,
  );
}
