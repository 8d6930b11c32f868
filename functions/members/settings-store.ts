import * as z from "zod/mini";
import type { MemberId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { settingsKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Place, Write } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";
import { type Settings, settings } from "./settings.ts";

const stored = z.object({ settings: sealedBytes, v: z.number() });

/** A member's settings, still sealed: their version can be told before anything is opened. */
export type SealedSettings = z.output<typeof stored>;

/** What members chose for themselves: named access patterns, and the writes that keep it. */
export const settingsStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => ({
  /** As they are now: whoever has just changed them reads what they chose. `undefined` while nothing was chosen. */
  of: async (member: MemberId): Promise<SealedSettings | undefined> => {
    const item = await reader.get(settingsKey(member), { consistent: true });
    return item && readItem(stored, item);
  },

  /** @throws Problem `unavailable` when they do not open: nobody's choice is replaced by a guess. */
  open: async (member: MemberId, { settings: sealed, v }: SealedSettings): Promise<Settings> => {
    const [opened] = await vault.openAll([{ place: placeOf(member, v), sealed, shape: "structured" }]);
    if (opened?.state !== "open") throw new Problem("unavailable");
    return settings.parse(JSON.parse(opened.text));
  },

  /** Keeps settings under the version after `before`. Who comes second is refused, and loses nothing. */
  save: async (member: MemberId, chosen: Settings, before: number): Promise<Write> => {
    const v = before + 1;
    const sealed = await vault.seal(placeOf(member, v), JSON.stringify(chosen), "structured");
    const attributes = { settings: sealed, v };
    const target = {
      table: "community",
      key: settingsKey(member),
      refuses: "changed-meanwhile",
    } as const;
    return before === 0
      ? { ...target, kind: "create", attributes }
      : { ...target, kind: "update", set: attributes, when: { equals: { v: before } } };
  },
});

const placeOf = (member: MemberId, version: number): Place => ({
  table: "community",
  ...settingsKey(member),
  attribute: "settings",
  owner: member,
  class: "community",
  version,
});
