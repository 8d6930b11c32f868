import type { AllowedCall, Fault, WatchedCall } from "./faults.ts";

/** A call of a watched trace while it runs. */
export interface RunningCall {
  readonly fate: (fate: WatchedCall["fate"]) => void;
  /** It stalls or is held, until this is called again with false. */
  readonly stuck: (isStuck: boolean) => void;
  readonly ended: () => void;
}

/** What was called for the traces that somebody watches. */
export interface WatchedCalls {
  readonly watch: (trace: string) => void;
  readonly forget: (trace: string) => void;
  readonly begin: (call: AllowedCall, met: Fault["kind"] | undefined) => RunningCall;
  /** Once nothing of the trace runs that is not stuck. */
  readonly calls: (trace: string) => Promise<readonly WatchedCall[]>;
  readonly stuck: (trace: string) => Promise<void>;
}

interface Entry {
  readonly call: AllowedCall;
  readonly met: Fault["kind"] | undefined;
  state: "runs" | "stuck" | "ended";
  fate: WatchedCall["fate"];
}

export function watchedCalls(): WatchedCalls {
  const traces = new Map<string, Entry[]>();
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const look of waiting) look();
  };
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const entriesOf = (trace: string): readonly Entry[] => traces.get(trace) ?? [];
  return {
    watch: (trace) => void traces.set(trace, []),
    forget: (trace) => void traces.delete(trace),
    begin: (call, met) => {
      const entry: Entry = { call, met, state: "runs", fate: "kept" };
      traces.get(call.trace ?? "")?.push(entry);
      const become = (state: Entry["state"]): void => {
        entry.state = state;
        changed();
      };
      return {
        fate: (fate) => {
          entry.fate = fate;
        },
        stuck: (isStuck) => become(isStuck ? "stuck" : "runs"),
        ended: () => become("ended"),
      };
    },
    calls: async (trace) => {
      await until(() => entriesOf(trace).every(({ state }) => state !== "runs"));
      return entriesOf(trace).map(shown);
    },
    stuck: (trace) => until(() => entriesOf(trace).some(({ state }) => state === "stuck")),
  };
}

function shown({ call: { service, operation, resources, input }, met, fate }: Entry): WatchedCall {
  return { service, operation, resources, input, met, fate };
}
