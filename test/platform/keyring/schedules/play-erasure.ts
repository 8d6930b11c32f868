import fc from "fast-check";
import { expect } from "vitest";
import type { MemberId } from "../../../../functions/kernel/ids.ts";
import { joe, maria } from "../tenant.ts";
import { type Act, acts, play, readBy, type Schedule, turnsOf } from "./schedules.ts";
import { type Instance, type Kept, peopled, type World } from "./world.ts";

/** Who does what, in an instance that has read the keys before or in one of their own. */
export const players = fc.array(
  fc.record({ act: fc.constantFrom(...Object.keys(acts)), warm: fc.boolean() }),
  { minLength: 2, maxLength: 8 },
);
export type Players = readonly { readonly act: string; readonly warm: boolean }[];

export interface Played {
  readonly tenant: World;
  /** The instance that remembers keys from before. */
  readonly warm: Instance;
  readonly kept: readonly Kept[];
}

interface Meanwhile {
  /** Tables on which conditions are not looked at. */
  readonly lawless?: readonly string[];
  /** Something more that happens side by side. */
  readonly beside?: (tenant: World, kept: readonly Kept[]) => Act;
}

/** Plays with an erasure of Maria among the others, and carries it through if it was interrupted. */
export async function playErasure(
  made: Schedule,
  named: Players,
  { lawless = [], beside = () => async () => undefined }: Meanwhile = {},
): Promise<Played> {
  const tenant = await peopled(turnsOf(made.scheduler));
  const warm = tenant.instance();
  const before = [await written(warm, maria), await written(warm, joe)];
  for (const table of lawless) tenant.store.lawless.add(table);
  const all = [...named, { act: "erase maria", warm: false }].map(
    (player) => [player.warm ? warm : tenant.instance(), actOf(player.act)] as const,
  );
  const during = await play(tenant, made, [...all, [tenant.instance(), beside(tenant, before)]]);
  await tenant.instance().erase(maria);
  return { tenant, warm, kept: [...before, ...during] };
}

function actOf(name: string): Act {
  const act = acts[name];
  if (!act) throw new Error("There is no such act.");
  return act;
}

async function written(instance: Instance, member: MemberId): Promise<Kept> {
  const one = await instance.write(member);
  if (!one) throw new Error("Nothing was written before the schedule.");
  return one;
}

/** Joe's values open and Maria's do not, in each of the instances; her key is nowhere, and the others are. */
export async function isErased(
  tenant: World,
  kept: readonly Kept[],
  readers: readonly Instance[],
): Promise<void> {
  for (const reader of readers) {
    for (const outcome of await readBy(reader, kept, joe)) expect(outcome).toBe("as written");
    for (const outcome of await readBy(reader, kept, maria)) expect(outcome).toBe("erased");
  }
  const [item] = [...tenant.store.tables].filter(([name]) => name === `keyring MEMBER#${maria} community`);
  expect(Object.keys(item?.[1] ?? {}).toSorted()).toEqual(["kid", "pk", "sk", "state"]);
  await expect(tenant.instance().keys.lookupKey()).resolves.toBeDefined();
}
