import type * as z from "zod/mini";
import { day } from "../kernel/clock.ts";
import { Problem } from "../kernel/problems.ts";
import type { PollContent } from "./message-item.ts";
import type { newPoll } from "./thread-words.ts";

/** How long voting may stay open, in milliseconds. */
export const longestVoting = 90 * day;

/** The poll of a new thread. @throws Problem `invalid-request` when voting would end before it begins, or too late. */
export function pollOf(asked: z.output<typeof newPoll>, now: number): PollContent {
  const { options, closesAt } = asked;
  if (closesAt === undefined) return { o: options };
  const closes = Date.parse(closesAt);
  if (now < closes && closes <= now + longestVoting) return { o: options, c: closes };
  throw new Problem("invalid-request", { faults: [{ pointer: "#/poll/closesAt", code: "out-of-range" }] });
}
