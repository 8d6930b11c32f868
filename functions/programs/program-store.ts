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
}

/** Programs, with the tenant's texts opened. */
export const programStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => {
  const openAll = async (items: readonly Item[]): Promise<readonly Program[]> => {
    const opened = await vault.openAll(items.map(sealedTexts));
    return items.map((item, index) => {
      const texts = opened[index];
      if (texts?.state !== "open") throw new Problem("unavailable");
      return {
        programId: programId.parse(item.pk.slice("PROGRAM#".length)),
        texts: programTexts.parse(JSON.parse(texts.text)),
      };
    });
  };
  const active = async (ids: readonly ProgramId[]): Promise<readonly Item[]> =>
    (await reader.getAll(ids.map(programKey))).flatMap((item) =>
      item && readItem(stored, item).state === "active" ? [item] : [],
    );
  return {
    /** The active ones of these programs, still sealed: their version can be told before anything is opened. */
    active,

    openAll,

    /** An active program, or `undefined`. */
    byId: async (id: ProgramId): Promise<Program | undefined> => (await openAll(await active([id])))[0],

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
