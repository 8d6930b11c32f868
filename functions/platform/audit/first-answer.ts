import type { Put } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import type { FirstAnswer, Idempotency } from "../../kernel/audit.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type EventId, eventId } from "../../kernel/ids.ts";
import { readItem } from "../../kernel/item.ts";
import type { Reader } from "../../kernel/ports.ts";
import { toStoredItem } from "../items.ts";
import { idempotencyKey } from "./keys.ts";

/** The record of a first answer. An expired one is overwritten: DynamoDB's own expiry may be days late. */
export const recordOf = (record: Idempotency, event: EventId, now: number, table: string): Put => ({
  TableName: table,
  Item: toStoredItem({
    ...idempotencyKey(record.id),
    f: record.fingerprint,
    s: record.status,
    m: record.made,
    e: event,
    x: record.expires,
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
    const item = await reader.get(idempotencyKey(id), { consistent: true });
    if (item === undefined) return undefined;
    const { f, s, m, e, x } = readItem(stored, item);
    return x < clock() ? undefined : { id, fingerprint: f, status: s, made: m, event: e, expires: x };
  };
