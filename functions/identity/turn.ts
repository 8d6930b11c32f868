import { second } from "../kernel/clock.ts";
import { outboxTurnKey } from "../kernel/keys.ts";
import type { Item, Write } from "../kernel/ports.ts";

/**
 * How long a worker's turn lasts if it never gives it back. All that a run begins ends by itself before (see `timeToWork`), and
 * the next scheduled run begins after it.
 */
const turnLasts = 55 * second;

/** The version of the turn that a run holds, and the write that takes or ends it. */
export interface Turn {
  readonly v: number;
  readonly write: Write;
}

/**
 * Takes the turn to tell the sign-in, or `undefined` while another run has it. Two at a time could tell one account's tasks out
 * of their order: the one would still be telling an older task when the other has told the last.
 */
export function takeTurn(stored: Item | undefined, now: number): Turn | undefined {
  if (stored === undefined) return { v: 1, write: firstTurn(now) };
  if (Number(stored.until) > now) return undefined;
  const v = Number(stored.v);
  return { v: v + 1, write: turning(v, now + turnLasts) };
}

/** Gives the turn back, unless it ended and another run has taken it. */
export const endTurn = ({ v }: Turn): Write => turning(v, 0);

const firstTurn = (now: number): Write => ({
  kind: "create",
  table: "community",
  key: outboxTurnKey,
  refuses: "in-progress",
  attributes: { until: now + turnLasts, v: 1 },
});

const turning = (v: number, until: number): Write => ({
  kind: "update",
  table: "community",
  key: outboxTurnKey,
  refuses: "in-progress",
  set: { until, v: v + 1 },
  when: { equals: { v } },
});
