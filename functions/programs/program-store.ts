import * as z from "zod/mini";
import { type ProgramId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { programKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { type Item, type Place, tenantMember, type Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";

const words = z.strictObject({ en: z.string(), es: z.string() });
/** The tenant's own texts about a program. Sealed: a title names a condition. */
export const programTexts = z.strictObject({
  title: words,
  /** Stands before everything that helps to compose. */
  emergency: words,
  phone: z.string(),
  /** When the care team answers, in plain words. */
  replyPromise: words,
  spaces: z.array(z.strictObject({ spaceId, title: words, welcomeThreadId: threadId })),
});
export type ProgramTexts = z.output<typeof programTexts>;

const stored = z.object({ state: z.enum(["active", "closed"]), texts: sealedBytes, v: z.number() });

export interface Program {
  readonly programId: ProgramId;
  readonly texts: ProgramTexts;
  readonly item: Item;
}

/** Programs, with the tenant's texts opened. */
export const programStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => {
  const openAll = async (items: readonly Item[]): Promise<readonly Program[]> => {
    const active = items.filter((item) => readItem(stored, item).state === "active");
    const opened = await vault.openAll(active.map((item) => sealedTexts(item)));
    return active.map((item, index) => {
      const texts = opened[index];
      if (texts?.state !== "open") throw new Problem("unavailable");
      return {
        programId: programId.parse(item.pk.slice("PROGRAM#".length)),
        texts: programTexts.parse(JSON.parse(texts.text)),
        item,
      };
    });
  };
  return {
    /** An active program, or `undefined`. */
    byId: async (id: ProgramId): Promise<Program | undefined> => {
      const item = await reader.get(programKey(id));
      return item && (await openAll([item]))[0];
    },

    /** The active ones of these programs. */
    byIds: async (ids: readonly ProgramId[]): Promise<readonly Program[]> =>
      openAll((await reader.getAll(ids.map(programKey))).filter((item) => item !== undefined)),

    create: async (id: ProgramId, texts: ProgramTexts): Promise<Write> => ({
      kind: "create",
      table: "community",
      key: programKey(id),
      refuses: "in-progress",
      attributes: {
        state: "active",
        texts: await vault.seal(textsPlace(programKey(id).pk, 1), JSON.stringify(texts), "structured"),
        v: 1,
      },
    }),
  };
};
export type ProgramStore = ReturnType<typeof programStore>;

const textsPlace = (pk: string, version: number): Place => ({
  table: "community",
  pk,
  sk: "PROGRAM",
  attribute: "texts",
  owner: tenantMember,
  class: "community",
  version,
});

function sealedTexts(item: Item): { place: Place; sealed: Uint8Array; shape: "structured" } {
  const { texts, v } = readItem(stored, item);
  return { place: textsPlace(item.pk, v), sealed: texts, shape: "structured" };
}
