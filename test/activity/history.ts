import fc from "fast-check";
import { aliasId, memberId, messageId, programId, spaceId, threadId } from "../../functions/kernel/ids.ts";
import { messageKey, reactionKey, voteKey } from "../../functions/kernel/keys.ts";
import type { Item, Key } from "../../functions/kernel/ports.ts";
import { reactions } from "../../functions/kernel/reactions.ts";
import { welcomeStore } from "../../functions/programs/welcome-store.ts";
import { memoryPlatform, newId } from "../edge/kit/memory-platform.ts";

/** Few are kept, so that short histories go beyond them. */
export const kept = { thread: 3, space: 4 };
export const threads = [newId(threadId), newId(threadId), newId(threadId)] as const;
const spaces = [newId(spaceId), newId(spaceId)] as const;
const spaceOf = (thread: number) => spaces[thread === 2 ? 1 : 0];
const messages = Array.from({ length: 24 }, () => newId(messageId));
const people = Array.from({ length: 3 }, () => ({ by: newId(memberId), alias: newId(aliasId) }));
const one = <T>(list: readonly [T, ...T[]] | readonly T[], at: number): T => {
  const found = list[at];
  if (found === undefined) throw new Error("There is no such one.");
  return found;
};

export const act = fc.record({
  what: fc.constantFrom(
    "post" as const,
    "post" as const,
    "post" as const,
    "delete" as const,
    "undo" as const,
    "react" as const,
    "vote" as const,
  ),
  message: fc.nat(messages.length - 1),
  person: fc.nat(people.length - 1),
  choice: fc.option(fc.nat(4), { nil: undefined }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

export async function tenant() {
  const { table, platform } = memoryPlatform();
  const store = welcomeStore(platform.portsFor(platform.newTrail()));
  for (const [at, thread] of threads.entries()) {
    const space = one(spaces, at === 2 ? 1 : 0);
    (await store.create({ thread, program: newId(programId), space })).forEach(table.apply);
  }
  /** What was taken back is not written once more: its id is not given again. */
  return { ...table, gone: new Set<string>() };
}
export type Table = Awaited<ReturnType<typeof tenant>>;

/** Does something to the table. @returns the keys that changed. */
export function done(table: Table, { what, message, person, choice }: Act): readonly Key[] {
  // Each message stands in one thread.
  const thread = one(threads, message % threads.length);
  const { by, alias } = one(people, person);
  const key = messageKey(thread, one(messages, message));
  const there = table.items.get(`${key.pk} ${key.sk}`);
  const put = (where: Key, attributes: Record<string, string | number>): readonly Key[] => {
    table.apply({ kind: "put", table: "community", key: where, attributes: { by, ...attributes } });
    return [where];
  };
  const remove = (where: Key): readonly Key[] => {
    table.apply({ kind: "remove", table: "community", key: where, refuses: "not-found", when: undefined });
    return [where];
  };
  const spot = what === "vote" ? voteKey(thread, alias) : reactionKey(thread, one(messages, message), alias);
  switch (what) {
    case "post":
      return !there && !table.gone.has(key.sk) ? put(key, { v: 1 }) : [];
    case "delete":
      return there ? put(key, { ...there, state: "deleted" } as Record<string, string>) : [];
    case "undo":
      if (there) table.gone.add(key.sk);
      return there ? remove(key) : [];
    case "react":
      if (!there) return [];
      return choice === undefined ? remove(spot) : put(spot, { kind: one(reactions, choice) });
    case "vote":
      return choice === undefined ? remove(spot) : put(spot, { option: choice });
  }
}

const under = (table: Table, pk: string, prefix: string): readonly Item[] =>
  [...table.items.values()]
    .filter((item) => item.pk === pk && item.sk.startsWith(prefix))
    .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));

/** What must be stored, computed from the messages, reactions and votes themselves. */
export function expected(table: Table) {
  const postsOf = (thread: string) =>
    under(table, `THREAD#${thread}`, "MSG#")
      .filter(({ state }) => state !== "deleted")
      .map(({ sk, by }) => `${sk.slice(4)}.${by}`)
      .toReversed()
      .slice(0, kept.thread);
  const recent = threads.map(postsOf);
  const inSpace = (space: string) =>
    threads
      .flatMap((thread, at) =>
        spaceOf(at) === space ? one(recent, at).map((post) => `${thread}.${post}`) : [],
      )
      .toSorted((a, b) => (a.slice(27) < b.slice(27) ? 1 : -1))
      .slice(0, kept.space);
  const tallyOf = (thread: string) => {
    const options = under(table, `THREAD#${thread}`, "VOTE#").map(({ option }) => Number(option));
    return Array.from({ length: Math.max(-1, ...options) + 1 }, (_, at) =>
      String(options.filter((option) => option === at).length),
    );
  };
  const reactionsOf = ({ pk, sk }: Item) =>
    under(table, pk, `REACTION#${sk.slice(4)}#`).map((item) => `${item.kind}.${item.sk.slice(36)}`);
  return {
    recent,
    spaces: spaces.map(inSpace),
    tallies: threads.map(tallyOf),
    reactions: threads.flatMap((thread) => under(table, `THREAD#${thread}`, "MSG#").map(reactionsOf)),
  };
}

/** What is stored. */
export function stored(table: Table): ReturnType<typeof expected> {
  const list = (item: Item | undefined, attribute: string) => [...((item?.[attribute] ?? []) as string[])];
  const at = (pk: string, sk: string) => table.items.get(`${pk} ${sk}`);
  return {
    recent: threads.map((thread, index) => list(at(`SPACE#${spaceOf(index)}`, `THREAD#${thread}`), "recent")),
    spaces: spaces.map((space) => list(at(`SPACE#${space}`, "RECENT"), "recent")),
    tallies: threads.map((thread) => list(at(`THREAD#${thread}`, "THREAD"), "tally")),
    reactions: threads.flatMap((thread) =>
      under(table, `THREAD#${thread}`, "MSG#").map((item) => list(item, "reactions")),
    ),
  };
}
