import * as z from "zod/mini";
import { conditions, joinings, readings } from "../kernel/conditions.ts";
import { type ProgramId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { programKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { type Item, type Place, tenantMember, type Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { emergencyNoticeOf } from "./emergency-store.ts";
import { programListStore } from "./program-list-store.ts";
import { welcomeStore } from "./welcome-store.ts";

const words = z.strictObject({ en: z.string(), es: z.string() });
const space = z.strictObject({
  spaceId,
  title: words,
  /** Whether who belongs to the program may join it by themselves. */
  joining: z.enum(joinings),
  welcomeThreadId: threadId,
});
/** The tenant's own texts about a program. Sealed: a title names a condition. */
export const programTexts = z.strictObject({
  /** What it was begun with. */
  template: z.enum(["custom", ...conditions]),
  title: words,
  purpose: z.optional(words),
  readings: z.array(z.enum(readings)),
  /** Stands before everything that helps to compose. */
  emergency: words,
  phone: z.string(),
  /** When the care team answers, in plain words. */
  replyPromise: words,
  spaces: z.array(space),
});
export type ProgramTexts = z.output<typeof programTexts>;
export type Space = z.output<typeof space>;

const stored = z.object({ state: z.enum(["active", "closed"]), texts: sealedBytes, v: z.number() });

export interface Program {
  readonly programId: ProgramId;
  readonly texts: ProgramTexts;
  readonly version: number;
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
        version: readItem(stored, item).v,
      };
    });
  };
  const active = async (
    ids: readonly ProgramId[],
    options?: { consistent: true },
  ): Promise<readonly Item[]> =>
    (await reader.getAll(ids.map(programKey), options)).flatMap((item) =>
      item && readItem(stored, item).state === "active" ? [item] : [],
    );
  const sealed = (id: ProgramId, texts: ProgramTexts, version: number): Promise<Uint8Array> =>
    vault.seal(textsPlace(programKey(id).pk, version), JSON.stringify(texts), "structured");
  const welcome = (program: ProgramId, { spaceId: space, welcomeThreadId: thread }: Space) =>
    welcomeStore({ vault }).create({ program, space, thread });
  return {
    /** The active ones of these programs, still sealed: their version can be told before anything is opened. */
    active,

    openAll,

    /** An active program, or `undefined`. With `consistent` as it is now: a change may follow another within milliseconds. */
    byId: async (id: ProgramId, options?: { consistent: true }): Promise<Program | undefined> =>
      (await openAll(await active([id], options)))[0],

    /** A program with everything that becomes true with it: its row in the list, its notice, and a thread in each space. */
    create: async (id: ProgramId, texts: ProgramTexts): Promise<readonly Write[]> => {
      const attributes = { state: "active", texts: await sealed(id, texts, 1), v: 1 };
      const threads = await Promise.all(texts.spaces.map((each) => welcome(id, each)));
      return [
        { kind: "create", table: "community", key: programKey(id), refuses: "in-progress", attributes },
        await programListStore({ reader, vault }).create(id, texts.title),
        emergencyNoticeOf(id, texts),
        ...threads.flat(),
      ];
    },

    /** One space more, unless anything of the program has changed since it was read. */
    addSpace: async ({ programId: id, texts, version }: Program, added: Space): Promise<readonly Write[]> => {
      const more = { ...texts, spaces: [...texts.spaces, added] };
      return [
        {
          kind: "update",
          table: "community",
          key: programKey(id),
          refuses: "changed-meanwhile",
          set: { texts: await sealed(id, more, version + 1), v: version + 1 },
          when: { equals: { state: "active", v: version } },
        },
        ...(await welcome(id, added)),
      ];
    },
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
