import { randomBytes } from "node:crypto";
import { decodeTime, ulid } from "ulid";
import * as z from "zod/mini";
import type { Clock } from "../kernel/clock.ts";
import { type EventId, eventId, type NewId } from "../kernel/ids.ts";

const ulidLength = 26;
const randomLength = 16;

/** A new ULID of an instant. Asks the system once for all symbols, because the library would ask for each. A byte has each symbol's value equally often. */
export const newUlid = (at: number): string => {
  const random = randomBytes(randomLength);
  let used = 0;
  return ulid(at, () => random.readUInt8(used++) / 256);
};

/** Makes ids of any kind at the clock's present instant. */
export const newIds =
  (clock: Clock): NewId =>
  (kind) =>
    z.parse(kind, newUlid(clock()));

/**
 * A new event id of an instant.
 * @param at Milliseconds since the epoch; the event's own time, so that id and time cannot disagree.
 * @param lane 0 to 7.
 */
export const newEventId = (at: number, lane: number): EventId => z.parse(eventId, `${newUlid(at)}.${lane}`);

/** The instant in an event id, in milliseconds since the epoch. */
export const instantOf = (id: EventId): number => decodeTime(id.slice(0, ulidLength));

/** The lane in an event id. */
export const laneOf = (id: EventId): number => Number(id.slice(ulidLength + 1));
