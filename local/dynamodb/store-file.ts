import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";

/** The file in which DynamoDB Local keeps its tables with `-sharedDb`. */
const STORE = "shared-local-instance.db";
/** Length of the header of a SQLite file, in bytes. */
const HEADER = 100;

/** DynamoDB Local starts with any file in that place; a store that is no SQLite file is refused before it is touched. */
export async function checkStore(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const handle = await open(join(folder, STORE), "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return;
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEADER), 0, HEADER, 0);
    const { size } = await handle.stat();
    if (bytesRead > 0 && !isWhole(buffer, size)) throw damaged(folder);
  } finally {
    await handle.close();
  }
}

/** A file that was cut off would keep DynamoDB Local waiting for half a minute. Source: "The SQLite Database File Format", 1.3. */
function isWhole(header: Buffer, size: number): boolean {
  if (header.toString("latin1", 0, 15) !== "SQLite format 3") return false;
  const sizeIsValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  return !sizeIsValid || size >= pageSize * header.readUInt32BE(28);
}

/** What is said of a store that DynamoDB Local cannot open. */
export function damaged(folder: string): Error {
  return new Error(
    `the table store in ${folder} cannot be opened; nothing was changed. Move it away or restore it`,
  );
}
