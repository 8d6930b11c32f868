import { hour } from "../kernel/clock.ts";

/** How many codes that do not work are looked up within an hour of UTC: of one account, and of all of a tenant. */
const most = { own: 10, all: 1_000 } as const;

/** Codes that did not work, within an hour. */
export interface FailedTries {
  readonly own: number;
  readonly all: number;
}

/** Who has to wait for the next hour before another code is looked up: this account, everybody, or nobody. */
export function mustWait({ own, all }: FailedTries): "everybody" | "account" | undefined {
  if (all >= most.all) return "everybody";
  return own >= most.own ? "account" : undefined;
}

/** The hour of UTC in which an instant lies, counted from the epoch. */
export const hourOf = (now: number): number => Math.floor(now / hour);

/** Seconds until the next hour begins: at least 1. */
export const untilNextHour = (now: number): number => Math.ceil(((hourOf(now) + 1) * hour - now) / 1_000);
