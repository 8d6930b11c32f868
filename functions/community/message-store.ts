import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import {
  type AliasId,
  type MemberId,
  type MessageId,
  programId,
  spaceId,
  type ThreadId,
} from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { messageKey, messagePrefix, threadKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Write } from "../kernel/ports.ts";
import {
  bodyPlace,
  type Content,
  type Message,
  messageOf,
  type PollContent,
  sealedMessage,
} from "./message-item.ts";
import { threadStates } from "./thread-item.ts";

const storedThread = z.object({
  program: programId,
  space: spaceId,
  state: z.enum(threadStates),
  v: z.number(),
});
export type Thread = z.output<typeof storedThread>;

export interface NewMessage {
  readonly thread: ThreadId;
  readonly id: MessageId;
  readonly author: MemberId;
  readonly aliasId: AliasId;
  readonly alias: string;
  readonly text: string;
  readonly replyTo?: MessageId | undefined;
  /** Of a thread's first message. */
  readonly poll?: PollContent | undefined;
  readonly now: number;
}

/** Threads and their messages: named access patterns, and the writes that make them. */
export const messageStore = ({ reader, vault, trail }: Pick<RequestPorts, "reader" | "vault" | "trail">) => {
  const open = async (items: readonly Item[]): Promise<readonly Message[]> => {
    const stored = items.map(sealedMessage);
    const opened = await vault.openAll(stored);
    return stored.map((each, index) => {
      trail.discloseAlias(each.aliasId, each.by);
      return messageOf(each, opened[index]);
    });
  };
  return {
    open,

    thread: async (id: ThreadId): Promise<Thread | undefined> => {
      const item = await reader.get(threadKey(id));
      return item && readItem(storedThread, item);
    },

    /** A page of a thread, still sealed: its version can be told before anything is opened. */
    newestFirst: (thread: ThreadId, page: { limit: number; after: string | undefined }) =>
      reader.newestFirst(threadKey(thread).pk, { prefix: messagePrefix, ...page }),

    /** A message still sealed: its version can be told before it is opened. */
    itemOf: (thread: ThreadId, id: MessageId): Promise<Item | undefined> =>
      reader.get(messageKey(thread, id)),

    byId: async (thread: ThreadId, id: MessageId): Promise<Message | undefined> => {
      const item = await reader.get(messageKey(thread, id), { consistent: true });
      return item && (await open([item]))[0];
    },

    /** Whether there is such a message, without opening it. */
    has: async (thread: ThreadId, id: MessageId): Promise<boolean> =>
      (await reader.get(messageKey(thread, id), { consistent: true })) !== undefined,

    create: async (message: NewMessage): Promise<Write> => {
      const { thread, id, author, aliasId: alias, replyTo, poll, now } = message;
      const key = messageKey(thread, id);
      trail.disclose(author);
      trail.discloseAlias(alias, author);
      const words: Content = { a: message.alias, t: message.text, ...(poll && { p: poll }) };
      return {
        kind: "create",
        table: "community",
        key,
        refuses: "in-progress",
        attributes: {
          by: author,
          aliasId: alias,
          at: instant(now),
          ...(replyTo === undefined ? {} : { replyTo }),
          body: await vault.seal(bodyPlace(key, author, 1), JSON.stringify(words), "text"),
          v: 1,
        },
      };
    },
  };
};
