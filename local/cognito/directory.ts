import type { Person } from "../types.ts";
import type { People } from "./people.ts";
import type { UserPool } from "./pools.ts";
import { findPool, type RunningPool } from "./running-pool.ts";
import type { Storage } from "./storage.ts";

/** A message that a pool would have sent; it holds no code and no password, because there are none. */
export interface Mail {
  readonly pool: Person["pool"];
  readonly email: string;
  readonly kind: "welcome";
}

/** What the operations of user pools work on. */
export interface Directory {
  readonly region: string;
  readonly pools: readonly UserPool[];
  readonly people: People;
  readonly now: () => Date;
  /** Ends what a person's sign-ins have given: see {@link Storage.forget}. */
  readonly revoke: (pool: UserPool, ...whatOfWhom: Parameters<Storage["forget"]>) => void;
  readonly send: (mail: Mail) => void;
}

/** The messages that the pools would have sent, oldest first. */
export interface Mailbox {
  readonly send: Directory["send"];
  readonly mails: () => readonly Mail[];
}

/** @param limit how many mails are remembered: a long run must not fill the memory. */
export function mailbox(limit = 1000): Mailbox {
  const kept: Mail[] = [];
  return {
    mails: () => [...kept],
    send: (mail) => {
      kept.push(mail);
      if (kept.length > limit) kept.shift();
    },
  };
}

/** The directory of the pools that run. */
export function directoryOf(
  running: readonly RunningPool[],
  others: Pick<Directory, "region" | "people" | "now" | "send">,
): Directory {
  return {
    ...others,
    pools: running.map(({ pool }) => pool),
    revoke: ({ poolId }, sub, what) =>
      findPool(running, (pool) => pool.poolId === poolId).storage.forget(sub, what),
  };
}
