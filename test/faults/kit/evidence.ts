import { z } from "zod";
import { database, physicalName, type TableName, tableNames } from "../../run/kit/tables.ts";
import { dayFromToday, type Event, eventPages } from "../../run/kit/trail.ts";
import { endsSession, type OperationName, rowOf } from "../../samples.ts";
import type { Evidence } from "./judge.ts";
import type { Seen } from "./sender.ts";
import { nameOfItem } from "./writes.ts";

/** All events of these days, by the request that they name. */
export async function eventsByRequest(): Promise<ReadonlyMap<string, readonly Event[]>> {
  const events: Event[] = [];
  for await (const page of eventPages(dayFromToday(-3), dayFromToday(3))) events.push(...page.events);
  return Map.groupBy(events, ({ requestId }) => requestId);
}

const key = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const page = z.object({
  Items: z.array(key),
  LastEvaluatedKey: z.optional(z.record(z.string(), z.unknown())),
});

/** The name of every item that lies in the tables. */
export async function storedItems(): Promise<ReadonlySet<string>> {
  return new Set((await Promise.all(tableNames.map(itemsIn))).flat());
}

async function itemsIn(table: TableName): Promise<readonly string[]> {
  const names: string[] = [];
  let start: unknown;
  do {
    const input = { TableName: physicalName(table), ConsistentRead: true, ProjectionExpression: "pk, sk" };
    const { Items, LastEvaluatedKey } = page.parse(
      await database("Scan", { ...input, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    names.push(...Items.map(({ pk, sk }) => nameOfItem({ table, pk: pk.S, sk: sk.S })));
    start = LastEvaluatedKey;
  } while (start);
  return names;
}

/** What every operation's cases showed, once all of them are over: the trail and the tables are read once. */
export async function evidenceOf(
  seen: ReadonlyMap<OperationName, readonly Seen[]>,
): Promise<ReadonlyMap<OperationName, Evidence>> {
  const [events, items] = [await eventsByRequest(), await storedItems()];
  const removed = removedItems([...seen.values()].flat());
  const entries = [...seen].map(([name, cases]): [OperationName, Evidence] => {
    const { scope, method } = rowOf(name);
    const evidence = {
      seen: cases,
      eventsOf: (requestId: string) => events.get(requestId) ?? [],
      isStored: (item: string) => items.has(item),
      wasRemoved: (item: string) => removed.has(item),
      leavesEvents: scope !== null,
      replays: method === "POST" && !endsSession(name),
    };
    return [name, evidence];
  });
  return new Map(entries);
}

const removedItems = (seen: readonly Seen[]): ReadonlySet<string> =>
  new Set(
    seen
      .flatMap(({ attempts }) => attempts.flatMap(({ writes }) => writes))
      .flatMap(({ fate, changes }) => (fate === "kept" || fate === "refused" ? [] : changes))
      .filter(({ kind }) => kind === "Delete")
      .map(nameOfItem),
  );
