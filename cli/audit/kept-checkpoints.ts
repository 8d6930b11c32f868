import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Checkpoint } from "../../functions/tlog/checkpoint.ts";
import type { VerifierKey } from "../../functions/tlog/verifier-key.ts";
import { openCheckpoint } from "../../functions/verifier/open-checkpoint.ts";
import { UsageError } from "../usage.ts";

/**
 * A checkpoint that somebody kept: the signed note alone, or a mail that has it.
 * @throws UsageError when it cannot be read. @throws NotIntact unless the log's key has signed it.
 */
export const keptCheckpoint = (file: string, key: VerifierKey): Checkpoint =>
  openCheckpoint(noteIn(readText(file), key.name), key, file);

/** Those of files, and of folders of them. */
export const keptCheckpoints = (places: readonly string[], key: VerifierKey): readonly Checkpoint[] =>
  places.flatMap(filesIn).map((file) => keptCheckpoint(file, key));

function filesIn(place: string): readonly string[] {
  try {
    if (!statSync(place).isDirectory()) return [place];
    return readdirSync(place)
      .sort()
      .map((name) => join(place, name));
  } catch {
    throw new UsageError(`${place} cannot be read.`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}

/** From the line with the log's name to the last line of a signature behind it; else the text as it is. */
function noteIn(text: string, name: string): string {
  const from = text.startsWith(`${name}\n`) ? 0 : text.indexOf(`\n${name}\n`) + 1;
  const note = /^[^\n]+\n\d+\n[A-Za-z0-9+/=]+\n\n(?:\u2014 [^\n]+\n)+/u.exec(text.slice(from));
  return note?.[0] ?? text;
}
