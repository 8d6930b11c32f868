import { readFileSync } from "node:fs";
import { env, stdout } from "node:process";
import { kithClient } from "../../functions/client.ts";
import { readOptions, UsageError } from "../usage.ts";
import { type FoundEvent, joinDelivery, readAccessLog } from "./join-delivery.ts";

const help = `Usage: kith audit delivery --api URL --access-log FILE --from DAY --to DAY

Joins the audit trail with the API's access log and prints, as JSON,
  unconfirmed    events of answers of which the access log has no line: whether anybody received them is not known
  withoutEvent   answers of which the trail has no event. There must be none: if there is one, the exit code is 1
  --api URL          where the API begins (output ApiUrl of the stack)
  --access-log FILE  lines of the API's access log of these days, one JSON document each
  --from DAY         first and last day of UTC, as 2026-01-31, at most 31 of them; the first and the last minute
  --to DAY           are not judged
The officer's access token is taken from the variable KITH_TOKEN. The search is itself an event.
`;

const minute = 60_000;
const day = 24 * 60 * minute;

/** @returns by the exit code whether an answer had no event. */
export async function delivery(words: readonly string[]): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = readOptions(words, {
    ...{ api: text, "access-log": text, from: text, to: text },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) return void stdout.write(help);
  const { api, from, to, "access-log": file } = values;
  if (!api || !file || !from || !to) throw new UsageError(help);
  const lines = readAccessLog(readLog(file));
  const events = await eventsOf(api, from, to);
  const between = { from: Date.parse(from) + minute, to: Date.parse(to) + day - minute };
  const joined = joinDelivery(events, lines, between);
  stdout.write(`${JSON.stringify(joined, null, 2)}\n`);
  if (joined.withoutEvent.length > 0) process.exitCode = 1;
}

function readLog(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}

/** All events of some days, page by page. @throws UsageError when the officer's search is refused. */
async function eventsOf(api: string, from: string, to: string): Promise<readonly FoundEvent[]> {
  const token = env.KITH_TOKEN;
  if (!token) throw new UsageError("Set KITH_TOKEN to the officer's access token.");
  const client = kithClient(api, () => token);
  const events: FoundEvent[] = [];
  let cursor: string | null = null;
  do {
    const query: { from: string; to: string; limit: string; cursor?: string } = { from, to, limit: "100" };
    if (cursor !== null) query.cursor = cursor;
    const { data, error } = await client.GET("/v1/audit/events", { params: { query } });
    if (!data) throw new UsageError(`The trail could not be read: ${error?.detail ?? "no answer"}`);
    events.push(...data.events);
    cursor = data.nextCursor;
  } while (cursor !== null);
  return events;
}
