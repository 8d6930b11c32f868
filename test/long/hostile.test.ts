import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultsOf } from "../run/hostile/faults-of.ts";
import { type Hostile, hostileTo } from "../run/hostile/hostile-requests.ts";
import { changesOf, fresh } from "../run/hostile/random-requests.ts";
import { forEach } from "../run/isolation/some-at-once.ts";
import { type Asker, askerOf, goodSent } from "../run/kit/requests.ts";
import { send } from "../run/kit/send.ts";
import { type OperationName, operationNames, rowOf } from "../samples.ts";
import { figures } from "./figures.ts";
import { observing } from "./sampling.ts";

const wanted = 20_000;
/**
 * Who reads the trail comes first, while it is short: without an index a page looks at up to 1,000 events, and of the
 * thousands that the others leave it may not do so in its time (503).
 */
const inOrder = operationNames.toSorted((one, other) => Number(readsTrail(other)) - Number(readsTrail(one)));
function readsTrail(name: OperationName): boolean {
  return rowOf(name).action.startsWith("audit.");
}
/** Connections that are kept for a while come and go. What leaks, leaks with each of thousands of requests of its kind. */
const keptConnections = 64;
/** So many of each first: only when every function has as many processes as it will have can more of anything be told from a leak. */
const warmUp = 40;
const each = Math.ceil(wanted / operationNames.length);
/** What one request may leave in the run's own process: its decisions and logs are kept up to a limit. */
const mostKibOfRun = 24 * 1_024;

/** The written hostile requests of an operation, and so many random ones that all operations together have enough. */
function requestsTo(name: OperationName, asker: Asker): readonly Hostile[] {
  const written = hostileTo(name, asker);
  const more = Math.max(0, each - written.length);
  const changes = more === 0 ? [] : fc.sample(changesOf(name, asker), more);
  const random = changes.map((change) => ({ what: "random", sent: change(fresh(goodSent(name, asker))) }));
  return [...written, ...random];
}

describe("Hostile input, all day long", () => {
  it(`of ${wanted} requests over every operation is refused or answered, and the processes hold no more after it`, async () => {
    const statuses = new Map<number, number>();
    const sendAll = async (name: OperationName, requests: readonly Hostile[]): Promise<number> => {
      const faults: string[] = [];
      await forEach(requests, async ({ what, sent: one }) => {
        const answered = await send(one);
        statuses.set(answered.status, (statuses.get(answered.status) ?? 0) + 1);
        faults.push(...faultsOf(name, one, answered).map((fault) => `${what}: ${fault}`));
      });
      expect(faults, name).toEqual([]);
      return requests.length;
    };
    const [sent, observed] = await observing(async (mark) => {
      let count = 0;
      for (const name of inOrder)
        count += await sendAll(name, requestsTo(name, await askerOf(name)).slice(0, warmUp));
      await mark();
      for (const name of inOrder)
        count += await sendAll(name, requestsTo(name, await askerOf(name)).slice(warmUp));
      return count;
    });
    figures("hostile", { requests: sent, statuses: Object.fromEntries(statuses), ...observed });
    expect(sent).toBeGreaterThanOrEqual(wanted);
    expect(observed.functions.length).toBeGreaterThan(0);
    expect(observed.functions.filter(({ grows }) => grows)).toEqual([]);
    expect(observed.runGrownKib).toBeLessThan(mostKibOfRun);
    expect(observed.runHandles[1]).toBeLessThanOrEqual(observed.runHandles[0] + keptConnections);
  }, 3_600_000);
});
