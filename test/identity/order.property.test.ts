import fc from "fast-check";
import { expect, it } from "vitest";
import { run } from "../../functions/identity/run.ts";
import { minute } from "../../functions/kernel/clock.ts";
import type { OutboxId } from "../../functions/kernel/ids.ts";
import type { SignInTask } from "../../functions/kernel/outbox.ts";
import { type MemoryPlatform, memoryPlatform } from "../edge/kit/memory-platform.ts";
import { runs } from "../runs.ts";
import { leave, waitingIn, worldOf } from "./world.ts";

/** What becomes of one telling. `stopped`: the worker is, at this place; the others are errors that it hears of. */
const ends = [
  "well",
  "well",
  "refused",
  "lost answer",
  "not removed",
  "stopped before",
  "stopped after",
] as const;
interface Fate {
  readonly end: (typeof ends)[number];
  /** How long it takes, in turns of the other workers. */
  readonly turns: number;
}
const turns = fc.nat({ max: 30 });
const fate: fc.Arbitrary<Fate> = fc.record({ end: fc.constantFrom(...ends), turns });

type Account = "ana" | "ben" | "cleo";
type Step =
  | { readonly decide: "disable" | "enable"; readonly of: Account }
  /** When each of the workers begins that run at the same time, and what becomes of their tellings, one after the other. */
  | { readonly workers: readonly number[]; readonly fates: readonly Fate[] };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    decide: fc.constantFrom("disable", "enable"),
    of: fc.constantFrom<Account>("ana", "ben", "cleo"),
  }),
  fc.record({
    workers: fc.array(turns, { minLength: 1, maxLength: 3 }),
    fates: fc.array(fate, { maxLength: 8 }),
  }),
);

const letPass = async (others: number): Promise<void> => {
  for (let turn = 0; turn < others; turn += 1) await Promise.resolve();
};

/** A sign-in that keeps what it was told, in the order in which it took effect. */
function signIn(made: MemoryPlatform) {
  const heard: { readonly subject: string; readonly id: OutboxId; readonly do: string }[] = [];
  const never = new Promise<never>(() => undefined);
  /** @param stopped told when the worker is stopped: nobody waits for it any longer */
  const hear = (fates: Fate[], stopped: () => void) => async (task: SignInTask, id: OutboxId) => {
    const { end, turns: others } = fates.shift() ?? { end: "well", turns: 0 };
    await letPass(others);
    if (end === "refused") throw new Error("refused");
    if (end === "stopped before") return stop(stopped);
    if (task.do !== "create") heard.push({ subject: task.subject, id, do: task.do });
    if (end === "lost answer") throw new Error("no answer");
    if (end === "stopped after") return stop(stopped);
    if (end === "not removed") made.instead.push("fail");
  };
  const stop = (stopped: () => void): Promise<never> => {
    stopped();
    return never;
  };
  return { heard, hear };
}

/** Lets a worker run until it ends or is stopped. */
const work = (made: MemoryPlatform, { hear }: ReturnType<typeof signIn>, fates: Fate[], begin = 0) =>
  new Promise<void>((resolve) => {
    letPass(begin)
      .then(() => run(worldOf(made, hear(fates, resolve))))
      .then(
        () => resolve(),
        () => resolve(),
      );
  });

it("whatever fails or stops: each account ends as was decided last, everything is told, and in its order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const made = memoryPlatform();
      const pool = signIn(made);
      const decided = new Map<Account, { do: string; ids: OutboxId[] }>();
      for (const one of steps) {
        if ("decide" in one) {
          const id = leave(made, { do: one.decide, pool: "members", subject: one.of });
          decided.set(one.of, { do: one.decide, ids: [...(decided.get(one.of)?.ids ?? []), id] });
        } else {
          const fates = [...one.fates];
          await Promise.all(one.workers.map((begin) => work(made, pool, fates, begin)));
          made.instead.splice(0);
          made.clock.now += minute;
        }
      }
      await work(made, pool, []);
      expect(waitingIn(made)).toEqual([]);
      for (const [account, { do: last, ids }] of decided) {
        const heard = pool.heard.filter(({ subject }) => subject === account);
        expect(heard.at(-1)?.do).toBe(last);
        expect([...new Set(heard.map(({ id }) => id))]).toEqual(ids);
        expect(heard.map(({ id }) => id)).toEqual(heard.map(({ id }) => id).toSorted());
      }
    }),
    { numRuns: runs(300) },
  );
});
