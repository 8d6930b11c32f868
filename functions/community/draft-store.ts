import * as z from "zod/mini";
import { instant } from "../kernel/clock.ts";
import type { DraftFor, MemberId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { draftKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Item, Key, Place, Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";

const stored = z.object({ at: z.string(), words: sealedBytes, v: z.number() });
const content = z.strictObject({ title: z.string(), text: z.string() });
export type DraftWords = z.output<typeof content>;

export interface StoredDraft {
  readonly item: Item;
  readonly version: number;
  readonly savedAt: string;
}

/** What a member has begun to write: one draft for each thread, and one for a new thread in each space. */
export const draftStore = ({ reader, vault, trail }: Pick<RequestPorts, "reader" | "vault" | "trail">) => ({
  /** Still sealed: its version can be told before it is opened. */
  of: async (member: MemberId, about: DraftFor): Promise<StoredDraft | undefined> => {
    const item = await reader.get(draftKey(member, about), { consistent: true });
    if (!item) return undefined;
    const { at, v } = readItem(stored, item);
    return { item, version: v, savedAt: at };
  },

  open: async (member: MemberId, { item, version }: StoredDraft): Promise<DraftWords> => {
    const { words } = readItem(stored, item);
    const [opened] = await vault.openAll([
      { place: wordsPlace(item, member, version), sealed: words, shape: "text" },
    ]);
    if (opened?.state !== "open") throw new Problem("not-found");
    return content.parse(JSON.parse(opened.text));
  },

  /** The first draft, or another version in place of the one that is there. */
  save: async (
    { member, about, now }: { member: MemberId; about: DraftFor; now: number },
    words: DraftWords,
    before: StoredDraft | undefined,
  ): Promise<Write> => {
    const key = draftKey(member, about);
    const version = (before?.version ?? 0) + 1;
    trail.disclose(member);
    const attributes = {
      at: instant(now),
      words: await vault.seal(wordsPlace(key, member, version), JSON.stringify(words), "text"),
      v: version,
    };
    const target = { table: "community", key, refuses: "changed-meanwhile" } as const;
    if (!before) return { kind: "create", ...target, attributes };
    return { kind: "update", ...target, set: attributes, when: { equals: { v: before.version } } };
  },

  discard: (member: MemberId, about: DraftFor, version: number): Write => ({
    kind: "remove",
    table: "community",
    key: draftKey(member, about),
    refuses: "changed-meanwhile",
    when: { equals: { v: version } },
  }),

  /** The draft of what is now posted, if there is one. */
  used: (member: MemberId, about: DraftFor): Write => ({
    kind: "remove",
    table: "community",
    key: draftKey(member, about),
    refuses: "changed-meanwhile",
    when: undefined,
  }),
});

const wordsPlace = ({ pk, sk }: Key, owner: MemberId, version: number): Place => ({
  table: "community",
  pk,
  sk,
  attribute: "words",
  owner,
  class: "community",
  version,
});
