import * as z from "zod/mini";
import type { Bilingual } from "../kernel/bilingual.ts";
import { type ProgramId, programId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { programRowKey, programsPk, programsPrefix } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { type Item, type PageOf, type Place, tenantMember, type Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";

const stored = z.object({ title: sealedBytes, v: z.number() });
const words = z.strictObject({ en: z.string(), es: z.string() });

/** A program as it stands in lists. */
export interface Listed {
  readonly programId: ProgramId;
  readonly title: Bilingual;
}

/** The list of all programs of the tenant. */
export const programListStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => ({
  /** A page of it, newest program first. */
  newestFirst: async (page: { limit: number; after: string | undefined }): Promise<PageOf<Listed>> => {
    const { items, after } = await reader.newestFirst(programsPk, { prefix: programsPrefix, ...page });
    const opened = await vault.openAll(items.map(sealedTitle));
    const listed = items.map((item, index): Listed => {
      const title = opened[index];
      if (title?.state !== "open") throw new Problem("unavailable");
      return {
        programId: programId.parse(item.sk.slice(programsPrefix.length)),
        title: words.parse(JSON.parse(title.text)),
      };
    });
    return { items: listed, after };
  },

  create: async (id: ProgramId, title: Bilingual): Promise<Write> => ({
    kind: "create",
    table: "community",
    key: programRowKey(id),
    refuses: "in-progress",
    attributes: {
      title: await vault.seal(titlePlace(programRowKey(id).sk, 1), JSON.stringify(title), "text"),
      v: 1,
    },
  }),
});

const titlePlace = (sk: string, version: number): Place => ({
  table: "community",
  pk: programsPk,
  sk,
  attribute: "title",
  owner: tenantMember,
  class: "community",
  version,
});

function sealedTitle(item: Item): { place: Place; sealed: Uint8Array; shape: "text" } {
  const { title, v } = readItem(stored, item);
  return { place: titlePlace(item.sk, v), sealed: title, shape: "text" };
}
