import { describe, expect, it } from "vitest";
import { countOf } from "../run/kit/tables.ts";
import { tenantControl } from "../run/tenant.ts";
import { figures } from "./figures.ts";
import { type Client, sixteenClients } from "./mixed-load.ts";
import { observing } from "./sampling.ts";

/** Ten minutes; a shorter time to try it. */
const seconds = Number(process.env.KITH_SOAK_SECONDS ?? 600);
const mostKibOfRun = 24 * 1_024;

interface Load {
  requests: number;
  readonly failed: string[];
}

/** Does one deed after the other until the time is over. */
async function keepBusy({ name, deeds }: Client, until: number, load: Load): Promise<void> {
  for (let at = 0; performance.now() < until; at++) {
    const deed = deeds[at % deeds.length];
    const status = (await deed?.()) ?? 0;
    load.requests++;
    if (status < 200 || status >= 400) load.failed.push(`${name}: ${status}`);
  }
}

describe("A soak", () => {
  it("of mixed load by 16 clients loses no event, fails no request, and no process grows", async () => {
    const clients = await sixteenClients();
    expect(clients).toHaveLength(16);
    const load: Load = { requests: 0, failed: [] };
    const [events, reached] = [await countOf("audit"), await tenantControl.reachedFunctions()];

    const begun = performance.now();
    const [, observed] = await observing(async (mark) => {
      const third = begun + (seconds * 1_000) / 3;
      await Promise.all(clients.map((client) => keepBusy(client, third, load)));
      await mark();
      await Promise.all(clients.map((client) => keepBusy(client, begun + seconds * 1_000, load)));
    });

    const newEvents = (await countOf("audit")) - events;
    const newReached = (await tenantControl.reachedFunctions()) - reached;
    const lasted = Math.round((performance.now() - begun) / 1_000);
    figures("soak", {
      ...{ seconds: lasted, requests: load.requests, events: newEvents, reached: newReached },
      ...{ failed: load.failed.slice(0, 20), ...observed },
    });
    expect(load.failed).toEqual([]);
    expect([newReached, newEvents]).toEqual([load.requests, load.requests]);
    expect(observed.functions.length).toBeGreaterThan(2);
    expect(observed.functions.filter(({ grows }) => grows)).toEqual([]);
    expect(observed.runGrownKib).toBeLessThan(mostKibOfRun);
    expect(observed.runHandles[1]).toBeLessThanOrEqual(observed.runHandles[0] + 8);
  }, 3_600_000);
});
