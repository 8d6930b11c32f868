import * as z from "zod/mini";
import { type MessageId, memberId, messageId, type SpaceId, type ThreadId, threadId } from "../kernel/ids.ts";
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

/** Counts the newest messages of a thread, into its row of the list. */
export const countThread = ({ space, thread }: Spot, counting: Counting): Promise<void> =>
  settle(counting.pause, async () => {
    const key = threadRowKey(space, thread);
    // The counter is read before what is counted: whoever counts later has read at least as much.
    const item = await counting.reader.get(key, { consistent: true });
    if (!item) return true;
    const { recent, rv } = readItem(storedRow, item);
    const counted = (await newestIn(thread, counting)).map(postedText);
    if (isSame(recent.map(postedText), counted)) return true;
    return counting.items.change(key, { recent: counted }, { name: "rv", was: rv });
  });

/** Messages that were not deleted, newest first. */
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
  return state === "deleted" ? [] : [{ message: idOf(item), by }];
}

const idOf = ({ sk }: Item): MessageId => messageId.parse(sk.slice(messagePrefix.length));

/** Counts the newest messages of a space, after one of its threads was counted. */
export const countSpace = ({ space, thread }: Spot, counting: Counting): Promise<void> =>
  settle(counting.pause, async () => {
    const { reader, items, kept } = counting;
    const key = recentKey(space);
    const item = await reader.get(key, { consistent: true });
    const before = item && readItem(storedRecent, item);
    const row = await reader.get(threadRowKey(space, thread), { consistent: true });
    const known = newestAfter(before?.recent ?? [], thread, row ? recentOf(row) : [], kept.space);
    const counted = (known ?? (await newestOfAll(space, counting))).map(postedInText);
    if (isSame((before?.recent ?? []).map(postedInText), counted)) return true;
    if (!before) return items.add(key, { recent: counted, v: 1 });
    return items.change(key, { recent: counted }, { name: "v", was: before.v });
  });

async function newestOfAll(space: SpaceId, { reader, kept }: Counting): Promise<readonly PostedIn[]> {
  const { pk } = recentKey(space);
  const asked = { prefix: threadRowPrefix, limit: 100 };
  let newest: readonly PostedIn[] = [];
  for await (const rows of pagesOf((one) => reader.oldestFirst(pk, { ...one, consistent: true }), asked)) {
    const posts = rows.flatMap((row) => inThread(threadOf(row), recentOf(row)));
    newest = newestOf([...newest, ...posts], kept.space);
  }
  return newest;
}

const recentOf = (row: Item): readonly Posted[] => readItem(storedRow, row).recent;
const threadOf = ({ sk }: Item): ThreadId => threadId.parse(sk.slice(threadRowPrefix.length));
