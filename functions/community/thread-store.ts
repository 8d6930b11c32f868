import type { AliasId, MemberId, ProgramId, SpaceId, ThreadId } from "../kernel/ids.ts";
import { threadId } from "../kernel/ids.ts";
import { recentKey, threadKey, threadRowKey, threadRowPrefix } from "../kernel/keys.ts";
import type { Language } from "../kernel/language.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { type Item, type Key, tenantMember, type Write } from "../kernel/ports.ts";
import {
  sealedTitle,
  type ThreadRow,
  type TitleContent,
  type Titled,
  titledIn,
  titlePlace,
} from "./thread-item.ts";

export interface NewThread {
  readonly thread: ThreadId;
  readonly program: ProgramId;
  readonly space: SpaceId;
  readonly author: MemberId;
  readonly aliasId: AliasId;
  readonly alias: string;
  readonly title: string;
}

/** Threads of a space: named access patterns, and the writes that begin one. */
export const threadStore = ({ reader, vault, trail }: Pick<RequestPorts, "reader" | "vault" | "trail">) => ({
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
  start: async ({
    thread,
    program,
    space,
    author,
    aliasId,
    ...words
  }: NewThread): Promise<readonly Write[]> => {
    trail.disclose(author);
    trail.discloseAlias(aliasId, author);
    const key = threadRowKey(space, thread);
    const content: TitleContent = { a: words.alias, t: words.title };
    const title = await vault.seal(titlePlace(key, author, 1), JSON.stringify(content), "text");
    const counted = { state: "open", rv: 0, v: 1 };
    return [
      made(threadKey(thread), { program, space, ...counted }),
      made(key, { by: author, aliasId, title, recent: [], ...counted }),
    ];
  },

  /** A thread whose author takes its first message back: its title goes too. What others wrote in it stays. */
  withdraw: async ({ id, by, key, alias, v }: Titled): Promise<readonly Write[]> => {
    const words: TitleContent = { a: alias ?? "", t: "" };
    const title = await vault.seal(titlePlace(key, by ?? tenantMember, v + 1), JSON.stringify(words), "text");
    return [
      changed(threadKey(id), { state: "withdrawn" }, {}),
      changed(key, { state: "withdrawn", title, v: v + 1 }, { equals: { v } }),
    ];
  },
});

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
