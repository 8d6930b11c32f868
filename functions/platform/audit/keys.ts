import { dayOf } from "../../kernel/clock.ts";
import type { EventId } from "../../kernel/ids.ts";
import { idempotencyKey } from "../../kernel/keys.ts";
import type { Key } from "../../kernel/ports.ts";
import { internal } from "../failures.ts";
import { instantOf, laneOf } from "../ids.ts";

const digest = /^[A-Za-z0-9_-]{1,128}$/;

/** Partition of the `audit` table: a UTC day, and a lane of that day. */
export const dayLane = (day: string, lane: number): string => `D#${day}#${lane}`;

/** Where an event lies in the `audit` table: computable from its id alone. */
export const eventKey = (id: EventId): Key => ({ pk: dayLane(dayOf(instantOf(id)), laneOf(id)), sk: id });

/** Where a month's wrapped key lies in `audit-keys`; the month as `YYYY-MM`. */
export const monthKeyKey = (month: string): Key => ({ pk: `MONTH#${month}`, sk: "MONTH" });

/** Where the member behind a token lies in `audit-keys`; the token in base64url. */
export const memberOfKey = (token: string): Key => ({ pk: `MEMBER-OF#${token}`, sk: "MEMBER" });

/**
 * Where the record of an Idempotency-Key lies in `community`.
 * @throws Problem `internal` when the id is not a digest: a caller's own words never enter a key.
 */
export const recordKey = (id: string): Key => {
  if (!digest.test(id)) throw internal("An idempotency id is a digest in base64url.");
  return idempotencyKey(id);
};
