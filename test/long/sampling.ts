import { facts, tenantControl } from "../run/tenant.ts";
import { functionsOf, type Vitals, vitalsOf } from "../vitals/processes.ts";
import { type Trend, trends } from "../vitals/steady.ts";

/** How the run did while something went on. */
export interface Observed {
  /** Of each function's process that was there long enough. */
  readonly functions: readonly Trend[];
  /** Of the process with gateway and endpoint: what its heap holds more at the end than after a third of the time. */
  readonly runGrownKib: number;
  readonly runHandles: readonly [number, number];
}

const everyMs = 1_000;

/** Looks at all processes once a second while something is done. @param seconds how long that will take, roughly. */
export async function observing<T>(
  work: (progress: () => Promise<void>) => Promise<T>,
): Promise<[T, Observed]> {
  const taken: Vitals[] = [];
  const timer = setInterval(() => taken.push(...functionsOf(facts.processId)), everyMs);
  const marks: { heapKib: number; handles: number }[] = [];
  const mark = async () => {
    const heapKib = await tenantControl.heapKib();
    marks.push({ heapKib, handles: vitalsOf(facts.processId).handles });
  };
  try {
    const done = await work(mark);
    await mark();
    return [done, { functions: trends(taken), ...grown(marks) }];
  } finally {
    clearInterval(timer);
  }
}

function grown(marks: readonly { heapKib: number; handles: number }[]) {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last) throw new Error("Nothing was measured.");
  return {
    runGrownKib: Math.round(last.heapKib - first.heapKib),
    runHandles: [first.handles, last.handles] as const,
  };
}
