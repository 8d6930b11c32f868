import { type AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { z } from "zod/mini";
import type { Commit, Committed } from "../../../functions/kernel/audit.ts";
import { eventId } from "../../../functions/kernel/ids.ts";
import type { Attributes, Key, Table, Write } from "../../../functions/kernel/ports.ts";
import { toStoredItem } from "../../../functions/platform/items.ts";
import { clientOver } from "./wire.ts";

const stringKey = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const batch = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(stringKey), ConsistentRead: z.literal(true) })),
});

const event = eventId.parse("00000000000000000000000000.0");

const wire = (value: AttributeValue) => (value.B ? { B: Buffer.from(value.B).toString("base64") } : value);
const nameOf = (table: string, { pk, sk }: Key) => JSON.stringify([table, pk, sk]);

/** Items in memory behind a real client; consistent BatchGetItem and nothing else. Tables have their logical names. */
export const memoryDynamodb = (calls: string[] = []) => {
  const items = new Map<string, object>();
  const sizes: number[] = [];
  let before = () => {};
  let leaveOut = 0;

  const put = (table: Table, key: Key, attributes: Attributes) => {
    const stored = Object.entries(toStoredItem({ ...key, ...attributes })).map(([name, value]) => [
      name,
      wire(value),
    ]);
    items.set(nameOf(table, key), Object.fromEntries(stored));
  };
  const batchGet = (input: unknown) => {
    before();
    const requests = Object.entries(batch.parse(input).RequestItems);
    const asked = requests.flatMap(([table, { Keys }]) => Keys.map((key) => ({ table, key })));
    sizes.push(asked.length);
    const answered = asked.slice(leaveOut);
    const left = asked.slice(0, leaveOut);
    const find = (table: string) =>
      answered
        .filter((one) => one.table === table)
        .map(({ key }) => items.get(nameOf(table, { pk: key.pk.S, sk: key.sk.S })))
        .filter((item) => item !== undefined);
    return {
      Responses: Object.fromEntries(requests.map(([table]) => [table, find(table)])),
      UnprocessedKeys: Object.fromEntries(
        [...new Set(left.map(({ table }) => table))].map((table) => [
          table,
          { ConsistentRead: true, Keys: left.filter((one) => one.table === table).map(({ key }) => key) },
        ]),
      ),
    };
  };
  const isFree = (write: Write) => !items.has(nameOf(write.table, write.key));

  /** Writes as the platform does: all creations or none. */
  const write = async (writes: readonly Write[]): Promise<Committed> => {
    const refused = writes.find((one) => !isFree(one));
    if (refused && "refuses" in refused) return { outcome: "refused", refusal: refused.refuses };
    for (const one of writes) if (one.kind === "create") put(one.table, one.key, one.attributes);
    return { outcome: "committed", event };
  };

  return {
    client: new DynamoDBClient(clientOver({ BatchGetItem: batchGet }, calls)),
    put,
    remove: (table: Table, key: Key) => void items.delete(nameOf(table, key)),
    /** Sizes of the calls, in keys. */
    sizes,
    /** Runs before each call; may throw a refusal. */
    onCall: (hook: () => void) => {
      before = hook;
    },
    /** Leaves the first keys of each call unprocessed. */
    leaveOut: (keys: number) => {
      leaveOut = keys;
    },
    write,
    /** Commits without an event: the port for what is not about the trail. */
    commit: (async (_, writes) => write(writes)) satisfies Commit,
  };
};
export type MemoryDynamodb = ReturnType<typeof memoryDynamodb>;
