import type { AliasId, MemberId, ProgramId, SpaceId, ThreadId } from "../kernel/ids.ts";
import { threadId } from "../kernel/ids.ts";
import { recentKey, threadKey, threadRowKey, threadRowPrefix } from "../kernel/keys.ts";
import type { Language } from "../kernel/language.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { type Item, type Key, type KeyOwner, tenantMember, type Write } from "../kernel/ports.ts";
import {
  sealedTitle,
  type ThreadRow,
  type TitleContent,
  type Titled,
  titledIn,
  titlePlace,
} from "./thread-item.ts";

interface Spot {
  readonly thread: ThreadId;
  readonly program: ProgramId;
  readonly space: SpaceId;
}
export interface NewThread extends Spot {
  readonly author: MemberId;
  readonly aliasId: AliasId;
  readonly alias: string;
  readonly title: string;
}

/** Threads of a space: named access patterns, and the writes that begin one. */
export const threadStore = ({ reader, vault, trail }: Pick<RequestPorts, "reader" | "vault" | "trail">) => {
  const begin = async (
    { thread, program, space }: Spot,
    owner: KeyOwner,
    words: TitleContent,
    more: { by?: MemberId; aliasId?: AliasId },
  ): Promise<readonly Write[]> => {
    const key = threadRowKey(space, thread);
    const title = await vault.seal(titlePlace(key, owner, 1), JSON.stringify(words), "text");
    const counted = { state: "open", rv: 0, v: 1 };
    return [
      made(threadKey(thread), { program, space, ...counted }),
      made(key, { ...more, title, recent: [], ...counted }),
    ];
  };
  return {
    /** A page of the list, still sealed: its version can be told before anything is opened. */
    newestFirst: async (space: SpaceId, page: { limit: number; after: ThreadId | undefined }) => {
      const after = page.after && threadRowKey(space, page.after).sk;
      const found = await reader.newestFirst(recentKey(space).pk, {
        prefix: threadRowPrefix,
        ...page,
        after,
      });
      const next = found.after && threadId.parse(found.after.slice(threadRowPrefix.length));
      return { items: found.items, after: next };
    },

    /** A thread of the list, still sealed. */
    row: (space: SpaceId, thread: ThreadId, options?: { consistent: boolean }): Promise<Item | undefined> =>
      reader.get(threadRowKey(space, thread), options),

    /** Threads of the list with their titles, in the order of the items. Who began them is disclosed. */
    open: async (rows: readonly ThreadRow[], language: Language): Promise<readonly Titled[]> => {
      const opened = await vault.openAll(rows.map(sealedTitle));
      return rows.map((row, index) => {
        if (row.by && row.aliasId) trail.discloseAlias(row.aliasId, row.by);
        return titledIn(language, row, opened[index]);
      });
    },

    /** A thread that a member begins, still without its first message. */
    start: (starting: NewThread): Promise<readonly Write[]> => {
      const { author, aliasId, alias, title } = starting;
      trail.disclose(author);
      trail.discloseAlias(aliasId, author);
      return begin(starting, author, { a: alias, t: title }, { by: author, aliasId });
    },

    /** A thread whose author takes its first message back: its title goes too. What others wrote in it stays. */
    withdraw: async ({ id, by, key, alias, v }: Titled): Promise<readonly Write[]> => {
      const words: TitleContent = { a: alias ?? "", t: "" };
      const title = await vault.seal(
        titlePlace(key, by ?? tenantMember, v + 1),
        JSON.stringify(words),
        "text",
      );
      return [
        changed(threadKey(id), { state: "withdrawn" }, {}),
        changed(key, { state: "withdrawn", title, v: v + 1 }, { equals: { v } }),
      ];
    },
  };
};

type Update = Extract<Write, { kind: "update" }>;
const changed = (key: Key, set: Update["set"], when: Update["when"]): Write => ({
  kind: "update",
  table: "community",
  key,
  refuses: "changed-meanwhile",
  set,
  when,
});

const made = (key: Key, attributes: Extract<Write, { kind: "create" }>["attributes"]): Write => ({
  kind: "create",
  table: "community",
  key,
  refuses: "in-progress",
  attributes,
});
