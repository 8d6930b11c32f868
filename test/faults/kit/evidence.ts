import { z } from "zod";
import { database, physicalName, type TableName, tableNames } from "../../run/kit/tables.ts";
import { dayFromToday, type Event, eventPages } from "../../run/kit/trail.ts";
import { endsSession, type OperationName, rowOf } from "../../samples.ts";
import type { Evidence } from "./judge.ts";
import type { Seen } from "./sender.ts";
import { nameOfItem } from "./writes.ts";

/** All events of these days, also of those to which a test has set the clock. */
async function allEvents(): Promise<readonly Event[]> {
  const events: Event[] = [];
  for await (const page of eventPages(dayFromToday(-3), dayFromToday(3))) events.push(...page.events);
  return events;
}

const key = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const page = z.object({
  Items: z.array(key),
  LastEvaluatedKey: z.optional(z.record(z.string(), z.unknown())),
});

/** The name of every item that lies in the tables. */
async function storedItems(): Promise<ReadonlySet<string>> {
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

/** What all cases showed. */
export interface Findings {
  readonly of: (operation: OperationName) => Evidence | undefined;
  readonly seen: readonly Seen[];
  readonly events: readonly Event[];
}

/** Reads the trail and the tables, once, when all cases are over. */
export async function findingsOf(seen: ReadonlyMap<OperationName, readonly Seen[]>): Promise<Findings> {
  const [events, items] = [await allEvents(), await storedItems()];
  const byRequest = Map.groupBy(events, ({ requestId }) => requestId);
  const removed = removedItems([...seen.values()].flat());
  const entries = [...seen].map(([name, cases]): [OperationName, Evidence] => {
    const { scope, method } = rowOf(name);
    const evidence = {
      seen: cases,
      eventsOf: (requestId: string) => byRequest.get(requestId) ?? [],
      isStored: (item: string) => items.has(item),
      wasRemoved: (item: string) => removed.has(item),
      leavesEvents: scope !== null,
      replays: method === "POST" && !endsSession(name),
    };
    return [name, evidence];
  });
  const evidence = new Map(entries);
  return { of: (operation) => evidence.get(operation), seen: [...seen.values()].flat(), events };
}

const removedItems = (seen: readonly Seen[]): ReadonlySet<string> =>
  new Set(
    seen
      .flatMap(({ attempts }) => attempts.flatMap(({ writes }) => writes))
      .flatMap(({ fate, changes }) => (fate === "kept" || fate === "refused" ? [] : changes))
      .filter(({ kind }) => kind === "Delete")
      .map(nameOfItem),
  );
