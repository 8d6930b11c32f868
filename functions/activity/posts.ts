import * as z from "zod/mini";
import type { CountedWrite } from "../kernel/counted.ts";
import { memberId, messageId, type SpaceId, type ThreadId, threadId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { messagePrefix, recentKey, threadKey, threadRowKey, threadRowPrefix } from "../kernel/keys.ts";
import type { Item } from "../kernel/ports.ts";
import { type Posted, type PostedIn, posted, postedIn, postedInText, postedText } from "../kernel/posted.ts";
import { type Counting, isSame, pagesOf, settle } from "./counting.ts";
import { inThread, newestAfter, newestOf } from "./newest.ts";

const storedMessage = z.object({ by: memberId, state: z.optional(z.string()) });
const storedRow = z.object({ recent: z._default(z.array(posted), []), rv: z.optional(z.number()) });
const storedRecent = z.object({ recent: z.array(postedIn), v: z.number() });

interface Spot {
  readonly space: SpaceId;
  readonly thread: ThreadId;
}

/**
 * Counts the newest messages of a thread into its row of the list, and those of the rows into the space. Both become true
 * together: a row does not change without the space's counter, so that whoever counts several rows sees when one of them changed.
 */
export const countPosts = ({ space, thread }: Spot, counting: Counting): Promise<void> =>
  settle(counting.pause, async () => {
    const [rowAt, recentAt] = [threadRowKey(space, thread), recentKey(space)];
    // The counters are read before what is counted.
    const [row, item] = await counting.reader.getAll([rowAt, recentAt], { consistent: true });
    if (!row) return true;
    const posts = await newestIn(thread, counting);
    const { recent: inRow, rv } = readItem(storedRow, row);
    const recent = posts.map(postedText);
    const isRowSame = isSame(inRow.map(postedText), recent);
    const { recent: before, v } = item ? readItem(storedRecent, item) : { recent: [], v: undefined };
    const after = await newestAcross({ space, thread }, { before, posts }, counting);
    const isSpaceSame = isSame(before.map(postedInText), after);
    if (isRowSame && isSpaceSame) return true;
    const ofRow: CountedWrite = { kind: "change", key: rowAt, set: { recent }, counter: "rv", was: rv };
    const ofSpace: CountedWrite = item
      ? { kind: "change", key: recentAt, set: { recent: after }, counter: "v", was: v }
      : { kind: "add", key: recentAt, attributes: { recent: after, v: 1 } };
    return counting.write(isRowSame ? [ofSpace] : [ofRow, ofSpace]);
  });

/** Messages of a thread that were not deleted, newest first. */
async function newestIn(thread: ThreadId, { reader, kept }: Counting): Promise<readonly Posted[]> {
  const { pk } = threadKey(thread);
  const asked = { prefix: messagePrefix, limit: kept.thread };
  const found: Posted[] = [];
  for await (const page of pagesOf((one) => reader.newestFirst(pk, { ...one, consistent: true }), asked)) {
    found.push(...page.flatMap(postOf));
    if (found.length >= kept.thread) break;
  }
  return found.slice(0, kept.thread);
}

function postOf(item: Item): readonly Posted[] {
  const { by, state } = readItem(storedMessage, item);
  if (state === "deleted") return [];
  return [{ message: messageId.parse(item.sk.slice(messagePrefix.length)), by }];
}

/** The newest messages of a space, as texts: from those of before, or from all rows where these may not be enough. */
async function newestAcross(
  { space, thread }: Spot,
  { before, posts }: { readonly before: readonly PostedIn[]; readonly posts: readonly Posted[] },
  { reader, kept }: Counting,
): Promise<readonly string[]> {
  const known = newestAfter(before, thread, posts, kept.space);
  if (known) return known.map(postedInText);
  const asked = { prefix: threadRowPrefix, limit: 100 };
  const read = (page: typeof asked & { after: string | undefined }) =>
    reader.oldestFirst(recentKey(space).pk, { ...page, consistent: true });
  let newest = inThread(thread, posts);
  for await (const rows of pagesOf(read, asked)) {
    const others = rows.flatMap(postsOf).filter((post) => post.thread !== thread);
    newest = newestOf([...newest, ...others], kept.space);
  }
  return newest.map(postedInText);
}

const postsOf = (row: Item): readonly PostedIn[] =>
  inThread(threadId.parse(row.sk.slice(threadRowPrefix.length)), readItem(storedRow, row).recent);
