/** A function's process between two invocations, after its garbage was collected. */
export interface Vitals {
  readonly functionName: string;
  readonly pid: number;
  readonly heapKib: number;
  readonly resources: number;
}

/** How one process did between two looks. */
export interface Trend {
  readonly name: string;
  readonly pid: number;
  readonly heapKib: number;
  readonly grownKib: number;
  readonly resources: number;
  readonly grownResources: number;
  readonly grows: boolean;
}

/** What is compiled, remembered for five minutes, or pooled meanwhile. More is a leak. */
const slackKib = 4 * 1_024;
const slackResources = 4;

function trendOf(first: Vitals, last: Vitals): Trend {
  const grownKib = last.heapKib - first.heapKib;
  const grownResources = last.resources - first.resources;
  return {
    ...{ name: last.functionName, pid: last.pid, heapKib: last.heapKib, grownKib },
    ...{ resources: last.resources, grownResources },
    grows: grownKib > slackKib || grownResources > slackResources,
  };
}

/** The trend of each process that was there at both looks. */
export function trends(first: readonly Vitals[], last: readonly Vitals[]): readonly Trend[] {
  const before = new Map(first.map((one) => [one.pid, one]));
  return last.flatMap((one) => {
    const same = before.get(one.pid);
    return same ? [trendOf(same, one)] : [];
  });
}
