import { facts, tenantControl } from "../run/tenant.ts";
import { handlesOf } from "../vitals/processes.ts";
import { type Trend, trends } from "../vitals/steady.ts";

/** How the run did between a look after warming up and one at the end. */
export interface Observed {
  readonly functions: readonly Trend[];
  /** Of the process with gateway and endpoint. */
  readonly runGrownKib: number;
  readonly runHandles: readonly [number, number];
}

const look = async () => ({
  functions: await tenantControl.functionVitals(),
  heapKib: await tenantControl.heapKib(),
  handles: handlesOf(facts.processId),
});

/**
 * Looks at all processes after something was done for a while, and at its end; both times nothing is under way.
 * @param work Calls what it is given when everything is warm.
 */
export async function observing<T>(
  work: (isWarm: () => Promise<void>) => Promise<T>,
): Promise<[T, Observed]> {
  let first: Awaited<ReturnType<typeof look>> | undefined;
  const done = await work(async () => {
    await tenantControl.counted();
    first = await look();
  });
  await tenantControl.counted();
  const last = await look();
  if (!first) throw new Error("Nobody said when everything was warm.");
  return [
    done,
    {
      functions: trends(first.functions, last.functions),
      runGrownKib: Math.round(last.heapKib - first.heapKib),
      runHandles: [first.handles, last.handles],
    },
  ];
}
