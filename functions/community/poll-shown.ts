import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import type { Poll } from "./poll.ts";

/** A thread's question as clients see it: the votes of all, within seconds, and one's own at once. */
export const shownPoll = z.strictObject({
  options: z.array(z.strictObject({ text: z.string(), votes: z.int() })),
  /** The option that the caller chose, counted from 0. */
  own: z.nullable(z.int()),
  /** When voting ends, if it does. */
  closesAt: z.nullable(z.string()),
});

interface Votes {
  readonly tally: readonly number[];
  readonly own: number | null;
}

export const pollAs = (poll: Poll | undefined, { tally, own }: Votes): z.output<typeof shownPoll> | null =>
  poll === undefined
    ? null
    : {
        options: poll.options.map((text, at) => ({ text, votes: tally[at] ?? 0 })),
        own,
        closesAt: poll.closes === undefined ? null : instant(poll.closes),
      };
