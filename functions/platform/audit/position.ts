import { dayOf } from "../../kernel/clock.ts";
import { eventId } from "../../kernel/ids.ts";
import type { Key } from "../../kernel/ports.ts";
import { Problem } from "../../kernel/problems.ts";
import { instantOf, laneOf } from "../ids.ts";
import { eventKey } from "./keys.ts";

/** A place in the trail, which is read by day, then sort key, then lane, each from the highest down. */
export interface Position {
  /** UTC. */
  readonly day: string;
  readonly lane: number;
  readonly sk: string;
}

/** Day and lane have one length each, so what follows them has one place. */
const displaced = /^D#\d{4}-\d\d-\d\d#\d ./s;

/**
 * The name of an item's place, from which reading can go on. The event's id, as long as the item lies where its id says;
 * else its whole key, because a sort key that names another day would lead the reader there, back and forth for ever.
 */
export const nameOfPlace = ({ pk, sk }: Key): string => {
  const id = eventId.safeParse(sk);
  return id.success && eventKey(id.data).pk === pk ? sk : `${pk} ${sk}`;
};

/** @throws Problem `invalid-cursor` for what `nameOfPlace` never gives. */
export const positionOf = (name: string): Position => {
  const id = eventId.safeParse(name);
  if (id.success) return { day: dayOf(instantOf(id.data)), lane: laneOf(id.data), sk: id.data };
  if (!displaced.test(name)) throw new Problem("invalid-cursor");
  return { day: name.slice(2, 12), lane: Number(name[13]), sk: name.slice(15) };
};
