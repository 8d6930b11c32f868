import type { Vitals } from "./processes.ts";

/** The noise of a heap that is collected when it likes. */
const slackKib = 8 * 1_024;

const least = (values: readonly number[]): number => Math.min(...values);
const third = <T>(values: readonly T[], which: 1 | 2): readonly T[] =>
  values.slice(Math.floor((values.length * which) / 3), Math.floor((values.length * (which + 1)) / 3));

/** By how much a series has grown: its least of the last third over its least of the middle one. The first is for warming up. */
export const growth = (samples: readonly number[]): number =>
  least(third(samples, 2)) - least(third(samples, 1));

/** How one process did. */
export interface Trend {
  readonly name: string;
  readonly pid: number;
  readonly samples: number;
  readonly residentKib: number;
  readonly grownKib: number;
  readonly handles: number;
  readonly grownHandles: number;
  readonly grows: boolean;
}

function trendOf(samples: readonly Vitals[]): Trend {
  const [last] = samples.slice(-1);
  if (!last) throw new Error("A trend needs samples.");
  const [grownKib, grownHandles] = [
    growth(samples.map(({ residentKib }) => residentKib)),
    growth(samples.map(({ handles }) => handles)),
  ];
  return {
    ...{ name: last.name, pid: last.pid, samples: samples.length },
    ...{ residentKib: last.residentKib, grownKib, handles: last.handles, grownHandles },
    grows: grownKib > slackKib || grownHandles > 0,
  };
}

/** Fewer tell nothing: the process began late, or ended early. */
const fewestSamples = 9;

/** The trend of each process that was there long enough. @param taken in the order in which they were taken. */
export function trends(taken: readonly Vitals[]): readonly Trend[] {
  const byPid = Map.groupBy(taken, ({ pid }) => pid);
  return [...byPid.values()].filter((samples) => samples.length >= fewestSamples).map(trendOf);
}
