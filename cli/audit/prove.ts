import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stdout } from "node:process";
import type { ReadFile } from "../../functions/tlog/edge.ts";
import type { VerifierKey } from "../../functions/tlog/verifier-key.ts";
import { NotIntact } from "../../functions/verifier/finding.ts";
import { indexOfEvent, proveEntry } from "../../functions/verifier/prove-entry.ts";
import { readOptions, UsageError } from "../usage.ts";
import { logKey } from "./log-key.ts";
import { logSource } from "./log-source.ts";
import { progressBar } from "./progress.ts";
import { sentenceOf } from "./sentences.ts";

const help = `Usage: kith audit prove LOG --key KEY (--event ID | --index N) --out FOLDER

Writes <N>.tlog-proof and <N>.entry, with which anybody can check that the event stands in the log, without the log:
"kith audit verify <N>.tlog-proof --entry <N>.entry --key KEY". Neither says what the event is about without its own key.
  LOG          a folder as "kith audit export" makes it, or a URL under which those files lie
  --key KEY    the log's key: its line, or a file with it
  --event ID   the event, as the officer's search shows it; the log is read from its start to find it
  --index N    its place in the log, counted from 0
`;

const text = { type: "string" } as const;

/** Writes the proof of one event. */
export async function prove(words: readonly string[]): Promise<void> {
  const { values, positionals } = readOptions(
    words,
    { ...{ key: text, event: text, index: text, out: text }, help: { type: "boolean", short: "h" } },
    1,
  );
  if (values.help) return void stdout.write(help);
  const [place] = positionals;
  const { out, event, index } = values;
  if (place === undefined || out === undefined || (event === undefined) === (index === undefined))
    throw new UsageError(help);
  const [key, read] = [logKey(values.key), logSource(place)];
  try {
    await write(out, await placeOf({ event, index }, key, read), key, read);
  } catch (error) {
    if (!(error instanceof NotIntact)) throw error;
    stdout.write(`NOT INTACT. ${sentenceOf(error.finding)}\n`);
    process.exitCode = 1;
  }
}

interface Named {
  readonly event: string | undefined;
  readonly index: string | undefined;
}

async function placeOf({ event, index }: Named, key: VerifierKey, read: ReadFile): Promise<number> {
  if (event === undefined) {
    if (!/^\d{1,15}$/.test(index ?? "")) throw new UsageError("--index takes a number from 0 on.");
    return Number(index);
  }
  const bar = progressBar();
  const found = await indexOfEvent(event, key, read, bar.tell).finally(bar.end);
  if (found === undefined)
    throw new UsageError("No such event is in this log. One of the last minutes may not be sealed yet.");
  return found;
}

async function write(out: string, index: number, key: VerifierKey, read: ReadFile): Promise<void> {
  const proven = await proveEntry(index, key, read);
  if (proven === undefined) throw new UsageError("The log is not as long.");
  mkdirSync(out, { recursive: true });
  const files = { [`${index}.tlog-proof`]: proven.file, [`${index}.entry`]: proven.entry };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(out, name), bytes);
  stdout.write(
    `Wrote ${Object.keys(files)
      .map((name) => join(out, name))
      .join(" and ")}.\n`,
  );
}
