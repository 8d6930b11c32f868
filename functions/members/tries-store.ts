import * as z from "zod/mini";
import type { Identity } from "../kernel/caller.ts";
import { day, hour, second } from "../kernel/clock.ts";
import { readItem } from "../kernel/item.ts";
import { rateKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Count, Item, Key } from "../kernel/ports.ts";
import { type FailedTries, hourOf } from "./guessing.ts";

const stored = z.object({ n: z.number() });
const triesIn = (item: Item | undefined): number => (item ? readItem(stored, item).n : 0);

/** Codes that did not work, counted by hours of UTC: for each account, and for the tenant as a whole. */
export const triesStore = ({ reader, vault }: Pick<RequestPorts, "reader" | "vault">) => {
  const keysAt = async ({ issuer, subject }: Identity, now: number): Promise<readonly [Key, Key]> => {
    // An account's name holds a NUL, so none is that of everybody.
    const [own, all] = await Promise.all([
      vault.blindIndex("failed-code", `${issuer}\0${subject}`),
      vault.blindIndex("failed-code", "everybody"),
    ]);
    return [rateKey(own, hourOf(now)), rateKey(all, hourOf(now))];
  };
  return {
    /** Of this hour, as they are now. */
    failed: async (who: Identity, now: number): Promise<FailedTries> => {
      const [own, all] = await reader.getAll(await keysAt(who, now), { consistent: true });
      return { own: triesIn(own), all: triesIn(all) };
    },

    /** Counts one more. */
    fail: async (who: Identity, now: number): Promise<readonly Count[]> => {
      const ttl = ((hourOf(now) + 1) * hour + day) / second;
      return (await keysAt(who, now)).map((key) => ({
        kind: "count",
        table: "community",
        key,
        add: { n: 1 },
        set: { ttl },
      }));
    },
  };
};
