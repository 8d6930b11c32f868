import * as z from "zod/mini";
import type { MessageId, ThreadId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { messageKey, reactionPrefix, threadKey, votePrefix } from "../kernel/keys.ts";
import { reactions } from "../kernel/reactions.ts";
import { type Counting, isSame, pagesOf, settle } from "./counting.ts";

/** How many reactions to one message are shown and counted. */
const mostReactions = 200;

const storedReaction = z.object({ kind: z.enum(reactions) });
const storedMessage = z.object({
  reactions: z._default(z.array(z.string()), []),
  rv: z.optional(z.number()),
});
/** A poll has at most six options. */
const storedVote = z.object({ option: z.int().check(z.minimum(0), z.maximum(5)) });
const storedThread = z.object({ tally: z._default(z.array(z.string()), []), rv: z.optional(z.number()) });

/** Counts who reacts to a message, and how, into the message. */
export const countReactions = (thread: ThreadId, message: MessageId, counting: Counting): Promise<void> =>
  settle(counting.pause, async () => {
    const { reader, write } = counting;
    const key = messageKey(thread, message);
    const item = await reader.get(key, { consistent: true });
    if (!item) return true;
    const { reactions: stored, rv } = readItem(storedMessage, item);
    const prefix = reactionPrefix(message);
    const page = { prefix, limit: mostReactions, after: undefined, consistent: true };
    const found = (await reader.oldestFirst(key.pk, page)).items;
    const counted = found.map(
      (one) => `${readItem(storedReaction, one).kind}.${one.sk.slice(prefix.length)}`,
    );
    if (isSame(stored, counted)) return true;
    return write([{ kind: "change", key, set: { reactions: counted }, counter: "rv", was: rv }]);
  });

/** Counts the votes of a thread's poll, by option, into the thread. */
export const countVotes = (thread: ThreadId, counting: Counting): Promise<void> =>
  settle(counting.pause, async () => {
    const { reader, write } = counting;
    const key = threadKey(thread);
    const item = await reader.get(key, { consistent: true });
    if (!item) return true;
    const { tally: stored, rv } = readItem(storedThread, item);
    const votes: number[] = [];
    const read = (page: Parameters<typeof reader.oldestFirst>[1]) =>
      reader.oldestFirst(key.pk, { ...page, consistent: true });
    for await (const page of pagesOf(read, { prefix: votePrefix, limit: 1_000 }))
      for (const vote of page) {
        const { option } = readItem(storedVote, vote);
        votes[option] = (votes[option] ?? 0) + 1;
      }
    const counted = Array.from(votes, (count) => String(count ?? 0));
    if (isSame(stored, counted)) return true;
    return write([{ kind: "change", key, set: { tally: counted }, counter: "rv", was: rv }]);
  });
