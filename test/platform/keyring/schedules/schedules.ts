import fc from "fast-check";
import { minute } from "../../../../functions/kernel/clock.ts";
import type { MemberId } from "../../../../functions/kernel/ids.ts";
import type { Opened } from "../../../../functions/kernel/ports.ts";
import { joe, maria } from "../tenant.ts";
import { type Misfortune, misfortunes, type Turn } from "./model-store.ts";
import { type Instance, type Kept, nameOf, textOf, type World } from "./world.ts";

/** A schedule of steps, and what meets its writes. */
export interface Schedule {
  readonly scheduler: fc.Scheduler;
  readonly plan: readonly Misfortune[];
}
export const schedule: fc.Arbitrary<Schedule> = fc.record({
  scheduler: fc.scheduler(),
  plan: fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.constant("none" as const) }, fc.constantFrom(...misfortunes)),
    { maxLength: 20 },
  ),
});
export const turnsOf =
  (scheduler: fc.Scheduler): Turn =>
  (step) =>
    scheduler.schedule(Promise.resolve(), step);

/** What somebody does in an instance of their own, or in one that has the keys already. */
export type Act = (instance: Instance, kept: Kept[]) => Promise<unknown>;

const writes =
  (member: MemberId): Act =>
  async (instance, kept) => {
    const written = await instance.write(member);
    if (written) kept.push(written);
  };
/** What happens side by side with an erasure. */
export const acts: Readonly<Record<string, Act>> = {
  "next branch": ({ nextBranch }) => nextBranch(),
  "rewrap maria": ({ rewrap }) => rewrap(maria),
  "rewrap joe": ({ rewrap }) => rewrap(joe),
  "rewrap lookup": ({ rewrap }) => rewrap("lookup"),
  "branch, then rewrap maria": async ({ nextBranch, rewrap }) => {
    await nextBranch();
    await rewrap(maria);
  },
  "write about maria": writes(maria),
  "write as joe": writes(joe),
  "erase maria": ({ erase }) => erase(maria),
};

/** Lets them all act at once. Whoever is told of a failure was promised nothing. @returns what was acknowledged. */
export async function play(
  made: World,
  { scheduler, plan }: Schedule,
  named: readonly (readonly [Instance, Act])[],
): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  made.store.plan.push(...plan);
  made.begin();
  await scheduler.waitFor(Promise.allSettled(named.map(([instance, act]) => act(instance, kept))));
  await scheduler.waitIdle();
  made.end();
  return kept;
}

/** After five minutes no instance remembers a key. */
export const forget = (made: World): void => {
  made.time.now += 5 * minute + 1;
};

/** What an instance reads of values, each of its owner's. */
export async function readBy(instance: Instance, kept: readonly Kept[], owner: MemberId) {
  const theirs = kept.filter(({ place }) => place.owner === owner);
  const opened = await instance.open(theirs);
  return theirs.map(({ place }, at) => said(opened[at], textOf(place)));
}
const said = (opened: Opened | undefined, text: string): string =>
  opened?.state === "open" && opened.text === text ? "as written" : (opened?.state ?? "nothing");

/** Values that were written for a member after nobody was to write for them any more. */
export function writtenAfterClosing(made: World, member: MemberId, kept: readonly Kept[]): readonly string[] {
  const closed = made.store.history.lastIndexOf(nameOf(member));
  return kept
    .filter(({ place }) => place.owner === member)
    .map(({ place }) => `${place.table} ${place.pk} ${place.sk}`)
    .filter((name) => made.store.history.indexOf(name) > closed);
}
