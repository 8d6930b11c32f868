import { hash } from "node:crypto";
import { verifyLog } from "../../functions/verifier/verify-log.ts";
import type { Measurement } from "../context.ts";
import type { Figure } from "../figure.ts";
import { eventRecords, logKey, memoryLog } from "../log.ts";
import { cpuOf, inTurns, median } from "../measure.ts";

const verified = 100_000;

/** Row 7: verifying a log from its files and its key, against the SHA-256 of the same entries. */
export const verify: Measurement = async ({ say }) => {
  say(`verifies a log of ${verified} entries`);
  const records = eventRecords(verified);
  const leaves = records.map(({ leaf }) => leaf ?? new Uint8Array());
  const { sealAll, read } = memoryLog(records, 10_000);
  await sealAll();
  const raw = async () =>
    cpuOf(1, () => {
      for (const leaf of leaves) hash("sha256", leaf);
    });
  const whole = async () => cpuOf(1, () => verifyLog({ read, key: logKey, anchors: [] }));
  const [floors = [], costs = []] = await inTurns({ rounds: 7, seconds: 60 }, [raw, whole]);
  const [floor, cost] = [median(floors), median(costs)];
  const each = (what: string, of: number): Figure => ({
    ...{ row: 7, what, value: of / verified, unit: "µs CPU", ratio: of / floor },
  });
  return [
    each("SHA-256 of an entry: the floor", floor),
    { ...each("an entry verified: hashes, tiles, chains, roots", cost), budget: 6, moonshot: 2.5 },
  ];
};

const lengths = [1_000, 10_000, 100_000];

/** Row 12: events that one second of CPU seals, and whether long cycles cost more for each event than short ones. */
export const sealer: Measurement = async ({ say }) => {
  const costs: number[] = [];
  for (const length of lengths) {
    say(`seals ${length} events in one cycle`);
    const records = eventRecords(length);
    const once = async () => cpuOf(1, memoryLog(records, length).sealAll);
    const [all = []] = await inTurns({ rounds: length < 100_000 ? 9 : 3, seconds: 30 }, [once]);
    costs.push(median(all) / length);
  }
  const [shortest = Number.NaN] = costs;
  return costs.map((cost, at) => ({
    ...{ row: 12, what: `an event sealed, ${lengths[at]} in a cycle`, value: cost, unit: "µs CPU" },
    // 5,000 events a second of CPU, or 20,000.
    ...(at === 0 ? { budget: 200, moonshot: 50 } : { ratio: cost / shortest, budget: 1.5 }),
  }));
};
