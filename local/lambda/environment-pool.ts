import type { Invocation } from "../types.ts";
import type { ExecutionEnvironment } from "./execution-environment.ts";
import type { Vitals } from "./messages.ts";

/** The environments of one function. */
export interface EnvironmentPool {
  readonly invoke: (payload: string, trace: string) => Promise<Invocation>;
  /** The invocation of this trace that is to come starts cold, in an environment of its own. */
  readonly startCold: (trace: string) => void;
  /** Ends the environment that works for this trace, at once, as a machine ends that fails. @returns whether one did. */
  readonly kill: (trace: string) => Promise<boolean>;
  /** How the processes of the idle environments are. */
  readonly vitals: () => Promise<readonly Vitals[]>;
  /** How many environments there are, busy and idle. */
  readonly count: () => number;
  /** Ends the idle environments now and the busy ones when they have answered: the next invocation starts cold. */
  readonly restart: () => Promise<void>;
  /** Ends all environments at once. */
  readonly close: () => Promise<void>;
}

/**
 * Keeps environments warm and starts further ones while all are busy.
 * @param most how many there may be; invocations beyond that wait for one in the order in which they came.
 */
export function environmentPool(start: () => ExecutionEnvironment, most: number): EnvironmentPool {
  const all = new Set<ExecutionEnvironment>();
  let idle: ExecutionEnvironment[] = [];
  let retired = new WeakSet<ExecutionEnvironment>();
  const waiting: (() => void)[] = [];
  const cold = new Set<string>();
  const serving = new Map<string, ExecutionEnvironment>();
  let closed = false;

  const acquire = async (startsCold: boolean): Promise<ExecutionEnvironment> => {
    for (;;) {
      if (closed) throw new Error("The functions of this run have ended.");
      const warm = takeAlive();
      if (warm !== undefined && !startsCold) return warm;
      if (warm !== undefined) await end(warm);
      if (all.size < most) return startOne();
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };

  const takeAlive = (): ExecutionEnvironment | undefined => {
    for (const environment of all) if (!environment.alive()) all.delete(environment);
    idle = idle.filter((environment) => environment.alive());
    // The one that answered last, so that a function under little load stays on one environment.
    return idle.pop();
  };

  const startOne = (): ExecutionEnvironment => {
    const environment = start();
    all.add(environment);
    return environment;
  };

  const release = async (environment: ExecutionEnvironment): Promise<void> => {
    if (environment.alive() && !retired.has(environment)) idle.push(environment);
    else await end(environment);
    waiting.shift()?.();
  };

  const end = async (environment: ExecutionEnvironment): Promise<void> => {
    all.delete(environment);
    await environment.kill();
  };

  return {
    count: () => all.size,
    vitals: async () => {
      const asked = idle.splice(0);
      try {
        const told = await Promise.all(asked.map((environment) => environment.vitals()));
        return told.filter((one) => one !== undefined);
      } finally {
        await Promise.all(asked.map(release));
      }
    },
    startCold: (trace) => void cold.add(trace),
    kill: async (trace) => {
      const environment = serving.get(trace);
      await environment?.kill();
      return environment !== undefined;
    },
    invoke: async (payload, trace) => {
      const environment = await acquire(cold.delete(trace));
      serving.set(trace, environment);
      try {
        return await environment.invoke(payload, trace);
      } finally {
        serving.delete(trace);
        await release(environment);
      }
    },
    restart: async () => {
      retired = new WeakSet(all);
      await Promise.all(idle.splice(0).map(end));
    },
    close: async () => {
      closed = true;
      await Promise.all([...all].map(end));
      for (const wake of waiting.splice(0)) wake();
    },
  };
}
