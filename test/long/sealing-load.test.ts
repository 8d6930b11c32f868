import { describe, expect, it } from "vitest";
import { instant } from "../../functions/kernel/clock.ts";
import { eventsInTable, readLog, seal, timesIn } from "../run/log/sealed-log.ts";
import { clientOf, tenantControl } from "../run/tenant.ts";
import { figures } from "./figures.ts";
import { type Client, sixteenClients } from "./mixed-load.ts";

/** Five minutes; a shorter time to try it. */
const seconds = Number(process.env.KITH_SEALING_SECONDS ?? 300);
/** How long the sealer rests between two cycles: it runs each minute on AWS, and each five seconds in the local run. */
const rest = 5_000;
/** What the log aims at (docs/review.md), in seconds. */
const target = 120;

async function keepBusy({ deeds }: Client, until: number): Promise<number> {
  let done = 0;
  for (; performance.now() < until; done++) await deeds[done % deeds.length]?.();
  return done;
}

interface Cycle {
  readonly cycle: string;
  readonly tookMs: number;
  readonly delaySeconds: number;
}

/** Seals, rests and asks how far behind the log is, until the time is over. */
async function keepSealing(until: number): Promise<readonly Cycle[]> {
  const cycles: Cycle[] = [];
  while (performance.now() < until) {
    const begun = performance.now();
    const { payload, failure } = await tenantControl.invoke("Sealer", {});
    if (failure !== undefined) throw new Error(`The sealer failed: ${payload}`);
    const tookMs = Math.round(performance.now() - begun);
    const { data } = await clientOf("olivia").GET("/v1/audit/integrity");
    const delaySeconds = data?.sealed?.delaySeconds ?? Number.POSITIVE_INFINITY;
    cycles.push({ cycle: JSON.parse(payload ?? "{}").cycle, tookMs, delaySeconds });
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
  return cycles;
}

const most = (values: readonly number[]): number => Math.max(...values);

describe("As many events as this machine writes", () => {
  it("are sealed meanwhile with a delay that stays bounded, each once, and the log is intact", async () => {
    const clients = await sixteenClients();
    await seal();
    const before = await readLog();
    const until = performance.now() + seconds * 1_000;
    const [cycles, ...done] = await Promise.all([
      keepSealing(until),
      ...clients.map((client) => keepBusy(client, until)),
    ]);
    await seal();
    const log = await readLog();
    const { payload } = await tenantControl.invoke("Verifier", {});
    const half = cycles.length >> 1;
    figures("sealing-load", {
      ...{ at: instant(Date.now()), seconds, requests: done.reduce((sum, each) => sum + each, 0) },
      ...{
        sealed: log.size - before.size,
        cycles: cycles.length,
        longestCycleMs: most(cycles.map(({ tookMs }) => tookMs)),
      },
      mostDelaySeconds: [cycles.slice(0, half), cycles.slice(half)].map((part) =>
        most(part.map(({ delaySeconds }) => delaySeconds)),
      ),
      verified: payload,
    });
    const times = timesIn(log);
    expect((await eventsInTable()).filter((id) => times.get(id) !== 1)).toEqual([]);
    expect(most(cycles.map(({ delaySeconds }) => delaySeconds))).toBeLessThan(target);
    expect(JSON.parse(payload ?? "{}")).toEqual({ verified: "whole", size: log.size });
  }, 3_600_000);
});
