import { readFileSync, writeFileSync } from "node:fs";
import { stdout } from "node:process";
import { compareCheckpoints } from "../../functions/verifier/compare-checkpoints.ts";
import { NotIntact } from "../../functions/verifier/finding.ts";
import { type Verified, verifyLog } from "../../functions/verifier/verify-log.ts";
import { readOptions, UsageError } from "../usage.ts";
import { keptCheckpoint, keptCheckpoints } from "./kept-checkpoints.ts";
import { logKey } from "./log-key.ts";
import { logSource } from "./log-source.ts";
import { progressBar } from "./progress.ts";
import { countsOf, grouped, moment, noticeOf, sentenceOf } from "./sentences.ts";
import { verifyProof } from "./verify-proof.ts";

const help = `Usage: kith audit verify LOG --key KEY [--anchor FILE]... [--since FILE] [--save FILE] [--json]
       kith audit verify LOG --key KEY --old FILE --new FILE [--json]
       kith audit verify FILE.tlog-proof --entry FILE --key KEY [--event-key HEX --tenant ID] [--json]

The first form reads every entry, makes the tree anew, and holds it against every tile and the signed root. Needs no network
and nothing of Kith but this program; docs/prove-the-log.md says how to do the same with other people's programs.
  LOG            a folder as "kith audit export" makes it, or a URL under which those files lie
  --key KEY      the log's key: its line, or a file with it. Take the one that you were given, not one from the folder
  --anchor FILE  a checkpoint that somebody kept, also as the mail that brought it, or a folder of them; may be repeated
  --since FILE   a checkpoint up to which the log was verified before: only what came later is read
  --save FILE    write the verified checkpoint there, for the next --since
The second form proves that the log of a later checkpoint begins with that of an earlier one.
The third form checks one event that somebody was given, without the log; with the event's key it shows what the event says.

The exit code is 0 when everything is intact, 1 when something is not, 2 when the log is intact and records something that
somebody has to look at, 3 when the command cannot be run as it is, 4 when something else failed.
`;

const text = { type: "string" } as const;
const options = {
  ...{
    key: text,
    since: text,
    save: text,
    old: text,
    new: text,
    entry: text,
    "event-key": text,
    tenant: text,
  },
  anchor: { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
type Values = ReturnType<typeof readOptions<typeof options>>["values"];

/** @returns by the exit code what came of it. */
export async function verify(words: readonly string[]): Promise<void> {
  const { values, positionals } = readOptions(words, options, 1);
  if (values.help) return void stdout.write(help);
  const [place] = positionals;
  if (place === undefined) throw new UsageError(help);
  try {
    await chosen(place, values);
  } catch (error) {
    if (!(error instanceof NotIntact)) throw error;
    const { finding } = error;
    say(values, { intact: false, finding }, `NOT INTACT. ${sentenceOf(finding)}\n`);
    process.exitCode = 1;
  }
}

function chosen(place: string, values: Values): Promise<void> {
  const { old: before, new: after, entry } = values;
  if (entry !== undefined) return proof(place, entry, values);
  if (before === undefined && after === undefined) return whole(place, values);
  if (before === undefined || after === undefined) throw new UsageError("--old and --new go together.");
  return compared(place, before, after, values);
}

const say = ({ json }: Values, result: object, sentence: string): void =>
  void stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : sentence);

async function whole(place: string, values: Values): Promise<void> {
  const key = logKey(values.key);
  const read = logSource(place);
  const anchors = keptCheckpoints(values.anchor ?? [], key);
  const since = values.since === undefined ? undefined : keptCheckpoint(values.since, key);
  const bar = progressBar(since?.size);
  const verified = await verifyLog({ read, key, anchors, since, progress: bar.tell }).finally(bar.end);
  if (values.save !== undefined) writeFileSync(values.save, (await read("checkpoint")) ?? "");
  say(values, resultOf(verified), sentencesOf(verified));
  if (verified.notices.length > 0) process.exitCode = 2;
}

function resultOf({ checkpoint, anchor, newest, ...verified }: Verified): object {
  const { origin, size, root } = checkpoint;
  return {
    ...{ intact: true, origin, size, root: root.toString("base64") },
    ...{ newest: newest === undefined ? null : new Date(newest).toISOString() },
    ...{ anchor: anchor === undefined ? null : anchor.size },
    ...verified,
  };
}

function sentencesOf({ checkpoint, from, counts, newest, anchor, notices, noticed }: Verified): string {
  const { size, origin } = checkpoint;
  const read =
    from === 0 ? "" : ` ${grouped(size - from)} of them were read, the others were verified before.`;
  const all = Object.values(noticed).reduce((sum, count) => sum + count, 0);
  return [
    `Intact: ${grouped(size)} entries, signed by ${origin}.${read}`,
    `There are ${countsOf(counts)}${newest === undefined ? "" : `; the newest is of ${moment(newest)} UTC`}.`,
    ...(anchor
      ? [
          `It agrees with every checkpoint that was kept; the newest of them has ${grouped(anchor.size)} entries.`,
        ]
      : []),
    ...(all > 0
      ? ["", "Somebody has to look at this:", ...notices.map((each) => `- ${noticeOf(each)}`)]
      : []),
    ...(all > notices.length ? [`- and ${grouped(all - notices.length)} more.`] : []),
    "",
  ].join("\n");
}

async function compared(place: string, before: string, after: string, values: Values): Promise<void> {
  const key = logKey(values.key);
  const [old, now] = [keptCheckpoint(before, key), keptCheckpoint(after, key)];
  const hashes = await compareCheckpoints(old, now, logSource(place));
  const hashesInBase64 = hashes.map((hash) => hash.toString("base64"));
  const result = { intact: true, old: old.size, new: now.size, proof: hashesInBase64 };
  say(
    values,
    result,
    `Intact: the log of ${grouped(now.size)} entries begins with the ${grouped(old.size)} entries of before.\n`,
  );
}

async function proof(file: string, entry: string, values: Values): Promise<void> {
  const proven = verifyProof(
    { proof: readFileSync(file, "utf8"), entry: readFileSync(entry), key: logKey(values.key) },
    { eventKey: values["event-key"], tenant: values.tenant },
  );
  const { index, size, origin, content } = proven;
  const says = content === undefined ? "" : `It says:\n${JSON.stringify(content, null, 2)}\n`;
  say(
    values,
    { intact: true, ...proven },
    `Intact: this is entry ${grouped(index)} of the ${grouped(size)} entries signed by ${origin}.\n${says}`,
  );
}
