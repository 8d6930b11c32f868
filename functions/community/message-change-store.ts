import { instant } from "../kernel/clock.ts";
import type { ThreadId } from "../kernel/ids.ts";
import { historyKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Attributes, Place, Write } from "../kernel/ports.ts";
import { bodyPlace, type Content, type Message } from "./message-item.ts";

/** How messages change: every change makes a new version, and what is sealed is sealed anew under it. */
export const messageChangeStore = ({ vault, trail }: Pick<RequestPorts, "vault" | "trail">) => {
  const update = async (message: Message, words: Content, more: Attributes): Promise<Write> => {
    const { key, author, version, aliasId } = message;
    trail.disclose(author);
    trail.discloseAlias(aliasId, author);
    const body = await vault.seal(bodyPlace(key, author, version + 1), JSON.stringify(words), "text");
    return {
      kind: "update",
      table: "community",
      key,
      refuses: "changed-meanwhile",
      set: { ...more, body, v: version + 1 },
      when: { equals: { v: version } },
    };
  };
  return {
    /** Another text in place of the old one, which is kept as history. */
    edit: async (
      thread: ThreadId,
      message: Message,
      text: string,
      now: number,
    ): Promise<readonly Write[]> => [
      await update(message, { ...wordsOf(message), t: text }, { editedAt: instant(now) }),
      await keepOld(thread, message, now, vault),
    ],

    /** A tombstone: who wrote and when stay, every text of it goes, older ones too. */
    tombstone: async (thread: ThreadId, message: Message): Promise<readonly Write[]> => [
      await update(message, { a: message.alias ?? "", t: "" }, { state: "deleted" }),
      ...forgetOld(thread, message),
    ],

    /** As if it had never been written. */
    remove: (thread: ThreadId, message: Message): readonly Write[] => [
      {
        kind: "remove",
        table: "community",
        key: message.key,
        refuses: "changed-meanwhile",
        when: { equals: { v: message.version } },
      },
      ...forgetOld(thread, message),
    ],
  };
};

const wordsOf = ({ alias, text, poll }: Message): Content => ({
  a: alias ?? "",
  t: text ?? "",
  ...(poll === undefined ? {} : { p: poll }),
});

async function keepOld(
  thread: ThreadId,
  message: Message,
  now: number,
  vault: RequestPorts["vault"],
): Promise<Write> {
  const key = historyKey(thread, message.id, message.version);
  const place: Place = { ...bodyPlace(key, message.author, 1) };
  return {
    kind: "create",
    table: "community",
    key,
    refuses: "changed-meanwhile",
    attributes: {
      by: message.author,
      at: instant(now),
      body: await vault.seal(place, JSON.stringify(wordsOf(message)), "text"),
      v: 1,
    },
  };
}

/** Each version before the present one left one text behind. */
const forgetOld = (thread: ThreadId, { id, version }: Message): readonly Write[] =>
  Array.from({ length: version - 1 }, (_, at) => ({
    kind: "remove",
    table: "community",
    key: historyKey(thread, id, at + 1),
    refuses: "changed-meanwhile",
    when: undefined,
  }));
