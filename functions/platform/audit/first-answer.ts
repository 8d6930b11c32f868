import type { Put } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import type { FirstAnswer, Idempotency } from "../../kernel/audit.ts";
import { type Clock, second } from "../../kernel/clock.ts";
import { type EventId, eventId } from "../../kernel/ids.ts";
import { readItem } from "../../kernel/item.ts";
import type { Reader } from "../../kernel/ports.ts";
import { toStoredItem } from "../items.ts";
import { recordKey } from "./keys.ts";

/** Seconds for which an expired record may lie on: DynamoDB removes it some time after `ttl` (seconds since the epoch). */
const slack = 24 * 60 * 60;

/** The record of a first answer. An expired one is overwritten, whether or not DynamoDB has removed it. */
export const recordOf = (record: Idempotency, event: EventId, now: number, table: string): Put => ({
  TableName: table,
  Item: toStoredItem({
    ...recordKey(record.id),
    f: record.fingerprint,
    s: record.status,
    m: record.made,
    e: event,
    x: record.expires,
    ttl: Math.ceil(record.expires / second) + slack,
  }),
  ConditionExpression: "attribute_not_exists(pk) OR x < :now",
  ExpressionAttributeValues: { ":now": { N: String(now) } },
});

const stored = z.object({ f: z.string(), s: z.int(), m: z.string(), e: eventId, x: z.int() });

/** Finds what an Idempotency-Key was answered with; undefined when there was no answer or it has expired. */
export type FindFirst = (id: string) => Promise<FirstAnswer | undefined>;

/**
 * Looks for first answers, with strongly consistent reads of the `community` table.
 * @throws Problem `internal` for a record that is not one Kith writes.
 */
export const firstAnswers =
  (reader: Reader, clock: Clock): FindFirst =>
  async (id) => {
    const item = await reader.get(recordKey(id), { consistent: true });
    if (item === undefined) return undefined;
    const { f, s, m, e, x } = readItem(stored, item);
    return x < clock() ? undefined : { id, fingerprint: f, status: s, made: m, event: e, expires: x };
  };
