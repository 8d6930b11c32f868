import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesIn } from "../../functions/activity/changes.ts";
import { countAll } from "../../functions/activity/count.ts";
import type { Counting } from "../../functions/activity/counting.ts";
import type { WriteCounted } from "../../functions/kernel/counted.ts";
import type { Key } from "../../functions/kernel/ports.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import { runs } from "../runs.ts";
import { act, done, expected, kept, stored, tenant, threads } from "./history.ts";
import { countingOn, record } from "./kit.ts";

/** A worker that now and then dies before or after a write. */
const crashing =
  (write: WriteCounted, fate: () => "before" | "after" | "never"): WriteCounted =>
  async (writes) => {
    const when = fate();
    if (when === "before") throw new Problem("unavailable");
    const done = await write(writes);
    if (when === "after") throw new Problem("unavailable");
    return done;
  };

/** Delivers a shard as Lambda does: in order, and again from where it failed, until nothing fails. */
async function deliver(keys: readonly Key[], size: number, counting: Counting): Promise<void> {
  const records = keys.map((key, at) => record(key, String(at)));
  for (let from = 0; from < records.length; ) {
    const batch = records.slice(from, from + size);
    const { batchItemFailures } = await countAll(changesIn({ Records: batch }), counting, (cause) => {
      throw cause;
    });
    const failed = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
    from = failed.length > 0 ? Math.min(...failed) : from + batch.length;
  }
}

const history = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 80, size: "max" }),
  /** How many acts happen before what they changed is counted. */
  pace: fc.integer({ min: 1, max: 20 }),
  size: fc.integer({ min: 1, max: 10 }),
  /** Which records come once more. */
  repeats: fc.array(fc.nat(79), { maxLength: 10 }),
  fates: fc.array(fc.constantFrom("before" as const, "after" as const, "never" as const), { maxLength: 30 }),
});

describe("what is counted", () => {
  it("is what the table says, whatever happened, in whatever batches, with repeats, side by side and after crashes", async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ acts, pace, size, repeats, ...drawn }) => {
        const fates = [...drawn.fates];
        const table = await tenant();
        const whole = countingOn(table, { kept });
        const counting = { ...whole, write: crashing(whole.write, () => fates.shift() ?? "never") };
        const seen: Key[] = [];
        for (let from = 0; from < acts.length; from += pace) {
          const keys = acts.slice(from, from + pace).flatMap((each) => done(table, each));
          seen.push(...keys);
          const again = repeats.flatMap((at) => seen[at] ?? []);
          // A thread's records lie in one shard; shards are worked off at the same time.
          const shards = threads.map((thread) =>
            [...keys, ...again].filter(({ pk }) => pk === `THREAD#${thread}`),
          );
          await Promise.all(shards.map((shard) => deliver(shard, size, counting)));
        }
        expect(stored(table)).toEqual(expected(table));
      }),
      { numRuns: runs(300) },
    );
  });
});
