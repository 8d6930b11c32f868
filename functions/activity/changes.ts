import * as z from "zod/mini";
import { type MessageId, messageId, type ThreadId, threadId } from "../kernel/ids.ts";
import { messagePrefix, votePrefix } from "../kernel/keys.ts";

const text = z.object({ S: z.string() });
/** What Lambda hands over of a stream of keys. */
const streamEvent = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({ SequenceNumber: z.string(), Keys: z.object({ pk: text, sk: text }) }),
    }),
  ),
});

/** What is to be counted anew in a thread. */
export interface Change {
  readonly thread: ThreadId;
  /** Sequence number of the first record about it: what is read again when it could not be counted. */
  readonly from: string;
  readonly posted: boolean;
  readonly reacted: readonly MessageId[];
  readonly voted: boolean;
}

const threads = /^THREAD#(.{26})$/;
const reaction = /^REACTION#(.{26})#/;

/**
 * The threads that a batch of records is about, in its order, each once: however often something was changed, it is counted
 * from what is there now. A record that names no thread is passed over.
 * @throws ZodError when the event is none of a stream.
 */
export function changesIn(event: unknown): readonly Change[] {
  const changes = new Map<ThreadId, Change>();
  for (const { dynamodb } of streamEvent.parse(event).Records) {
    const { pk, sk } = dynamodb.Keys;
    const thread = threadId.safeParse(threads.exec(pk.S)?.[1]);
    if (!thread.success) continue;
    const before = changes.get(thread.data) ?? unchanged(thread.data, dynamodb.SequenceNumber);
    changes.set(thread.data, withRecord(before, sk.S));
  }
  return [...changes.values()].filter(({ posted, reacted, voted }) => posted || voted || reacted.length > 0);
}

const unchanged = (thread: ThreadId, from: string): Change => ({
  thread,
  from,
  posted: false,
  reacted: [],
  voted: false,
});

function withRecord(change: Change, sk: string): Change {
  if (sk.startsWith(messagePrefix)) return { ...change, posted: true };
  if (sk.startsWith(votePrefix)) return { ...change, voted: true };
  const message = messageId.safeParse(reaction.exec(sk)?.[1]);
  if (!message.success || change.reacted.includes(message.data)) return change;
  return { ...change, reacted: [...change.reacted, message.data] };
}
