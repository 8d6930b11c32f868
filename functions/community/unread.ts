import { type AliasId, type MemberId, type MessageId, type ThreadId, timeLength } from "../kernel/ids.ts";
import { newestKept, type Posted, type PostedIn } from "../kernel/posted.ts";

/** Who reads: what they wrote themselves is not new to them, nor what stood there when they joined. */
interface Reader {
  readonly member: MemberId;
  /** Made when they joined the program. */
  readonly aliasId: AliasId;
}

export interface Unread {
  readonly count: number;
  /** There may be more: the newest messages, which are all that is counted, do not reach back to what was read. */
  readonly more: boolean;
}

/** What is new in a thread. @param upTo the last message that was read, if one was. */
export function unreadIn(recent: readonly Posted[], upTo: MessageId | undefined, reader: Reader): Unread {
  return unread(
    recent.map((post) => ({ ...post, isNew: isNew(post, upTo, reader) })),
    newestKept.thread,
    reader,
  );
}

/** What is new in a space, and in which of its threads. @param marks the last message that was read of each thread. */
export function unreadAcross(
  recent: readonly PostedIn[],
  marks: ReadonlyMap<ThreadId, MessageId>,
  reader: Reader,
): Unread & { readonly threads: readonly { readonly threadId: ThreadId; readonly count: number }[] } {
  const judged = recent.map((post) => ({ ...post, isNew: isNew(post, marks.get(post.thread), reader) }));
  const counts = new Map<ThreadId, number>();
  for (const { thread } of judged.filter(isFor(reader))) counts.set(thread, (counts.get(thread) ?? 0) + 1);
  const threads = [...counts].map(([threadId, count]) => ({ threadId, count }));
  const { count, more } = unread(judged, newestKept.space, reader);
  return { count, more: more || threads.some(({ threadId }) => isCutOff(judged, threadId)), threads };
}

interface Judged extends Posted {
  readonly isNew: boolean;
}

function unread(recent: readonly Judged[], kept: number, reader: Reader): Unread {
  return {
    count: recent.filter(isFor(reader)).length,
    more: recent.length >= kept && recent.every((post) => post.isNew),
  };
}

/** No more of one thread is kept, and none of it was read. */
function isCutOff(recent: readonly (Judged & PostedIn)[], thread: ThreadId): boolean {
  const its = recent.filter((post) => post.thread === thread);
  return its.length >= newestKept.thread && its.every((post) => post.isNew);
}

const isFor =
  ({ member }: Reader) =>
  ({ isNew: fresh, by }: Judged): boolean =>
    fresh && by !== member;

/** Ids sort by the time at which they were made; their time alone stands before all that were made then. */
const isNew = ({ message }: Posted, upTo: MessageId | undefined, { aliasId }: Reader): boolean =>
  (upTo === undefined || upTo < message) && aliasId.slice(0, timeLength) < message;
