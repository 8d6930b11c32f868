import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReadFile } from "../../functions/tlog/edge.ts";
import { UsageError } from "../usage.ts";

const absent = new Set(["ENOENT", "ENOTDIR"]);
/** How often a request is sent that got no answer, and how long one may take, in milliseconds. */
const [mostTries, longest] = [3, 60_000];

/**
 * Reads the files of a log from a folder, or from where they are served.
 * @param place a folder, or a URL under which the files lie by their paths.
 * @throws UsageError when there is no such folder; from what it returns, Error when nobody can say whether there is a file.
 */
export function logSource(place: string): ReadFile {
  if (/^https?:\/\//.test(place)) return (path) => fetched(`${place.replace(/\/+$/, "")}/${path}`);
  if (!existsSync(place)) throw new UsageError(`There is no folder ${place}.`);
  return (path) => fromFolder(join(place, path));
}

async function fromFolder(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && absent.has(String(error.code))) return undefined;
    throw error;
  }
}

async function fetched(url: string): Promise<Uint8Array | undefined> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(longest) }).catch(() => undefined);
    if (answer?.status === 404) return undefined;
    if (answer?.ok) return new Uint8Array(await answer.arrayBuffer());
    const again = answer === undefined || answer.status >= 500;
    if (!again || tries === mostTries)
      throw new Error(`${url} ${answer ? `answers ${answer.status}` : "does not answer"}.`);
  }
}
