import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Founded } from "./setup.ts";

/** Remembers what the sample tenant was begun with, beside its data: ids, and codes that may still have to be used. */
const fileIn = (folder: string): string => join(folder, "founded.json");

export const readFounded = (folder: string): Founded | undefined =>
  existsSync(fileIn(folder)) ? JSON.parse(readFileSync(fileIn(folder), "utf8")) : undefined;

export function writeFounded(folder: string, founded: Founded): void {
  writeFileSync(`${fileIn(folder)}.new`, JSON.stringify(founded, null, 2));
  renameSync(`${fileIn(folder)}.new`, fileIn(folder));
}
