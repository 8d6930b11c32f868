import * as z from "zod/mini";
import { spaceId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { threadKey } from "../kernel/keys.ts";
import { Problem } from "../kernel/problems.ts";
import type { Change } from "./changes.ts";
import type { Counting } from "./counting.ts";
import { countPosts } from "./posts.ts";
import { countReactions, countVotes } from "./support.ts";

const storedThread = z.object({ space: spaceId });

/**
 * Counts anew what changed in a thread. Everything is computed from what is there and written where it differs, so that a
 * repeat, an old record or another order changes nothing.
 * @throws Problem `unavailable` when it can be tried again, any other error when what is stored cannot be read.
 */
export async function count({ thread, posted, reacted, voted }: Change, counting: Counting): Promise<void> {
  const item = await counting.reader.get(threadKey(thread), { consistent: true });
  if (!item) return;
  const { space } = readItem(storedThread, item);
  if (posted) await countPosts({ space, thread }, counting);
  for (const message of reacted) await countReactions(thread, message, counting);
  if (voted) await countVotes(thread, counting);
}

/** What Lambda is told: from where on records are to come again (`ReportBatchItemFailures`). */
export interface Uncounted {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Counts all changes of a batch, also behind one that fails.
 * @param onDamage told of what will fail for ever: it is passed over, so that it holds up nobody else.
 */
export async function countAll(
  changes: readonly Change[],
  counting: Counting,
  onDamage: (cause: unknown) => void,
): Promise<Uncounted> {
  const failed: Change[] = [];
  for (const change of changes) {
    try {
      await count(change, counting);
    } catch (cause) {
      if (cause instanceof Problem && cause.code === "unavailable") failed.push(change);
      else onDamage(cause);
    }
  }
  return { batchItemFailures: failed.map(({ from }) => ({ itemIdentifier: from })) };
}
