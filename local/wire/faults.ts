import { AwsError, type Principal } from "../types.ts";
import { type FaultKind, faultError } from "./fault-errors.ts";
import type { Fields } from "./operation.ts";
import { watchedCalls } from "./watched-calls.ts";

/** What the endpoint itself does to a call or its answer, whatever the service. */
const endings = ["cut", "cut-after", "stall", "late"] as const;
type Ending = (typeof endings)[number];

/** A failure to inject into the calls that it describes. */
export interface Fault {
  /** `dynamodb`, `dynamodbstreams`, `kms`, `s3`, `lambda` or `cognito-idp`. */
  readonly service: string;
  readonly operation?: string;
  /** Part of the ARN of a table, stream, key, function or user pool that the call is about. */
  readonly resource?: string;
  /** Part of the caller's ARN. */
  readonly principal?: string;
  /** The trace of the request for which a function makes the call (`X-Amzn-Trace-Id`). */
  readonly trace?: string;
  /** How many such calls are let through before; 0 if absent. */
  readonly after?: number;
  /**
   * `cut`: the socket is destroyed before the call; `cut-after`: after it, so that it was done and its answer is lost;
   * `stall`: it is done and not answered until the caller gives up; `late`: it is not done before the caller has given up
   * and {@link Faults.release} was called. Any other kind answers with the service's own error and does nothing.
   */
  readonly kind: FaultKind | Ending;
  /** How many calls it meets; 1 if absent. */
  readonly times?: number;
}

/** What became of a call that was made for a watched trace. */
export interface WatchedCall {
  readonly service: string;
  readonly operation: string;
  readonly resources: readonly string[];
  readonly input: Fields;
  /** The failure that it met. */
  readonly met: Fault["kind"] | undefined;
  /**
   * `kept`: it never reached the service, or has not yet; `done`: the service has done it; `refused`: the service has not, by an
   * error of its own; `broken`: the service has not answered, and may have done it.
   */
  readonly fate: "kept" | "done" | "refused" | "broken";
}

/** What a test injects. */
export interface Faults {
  /** @throws Error when the service has no such failure. */
  readonly add: (fault: Fault) => void;
  /** Cancels write transactions as conflicting, each with this probability, the same ones for the same seed. */
  readonly conflicts: (probability: number, seed: number) => void;
  /** How many calls are still to be met. */
  readonly pending: () => number;
  /** Ends all faults, or those of one trace; what is held is released. */
  readonly clear: (trace?: string) => void;
  /** Keeps what calls are made for a trace, from now on and until it is forgotten. */
  readonly watch: (trace: string) => void;
  readonly forget: (trace: string) => void;
  /** The calls of a watched trace, in the order in which they came; once none of them runs any more, the held ones apart. */
  readonly calls: (trace: string) => Promise<readonly WatchedCall[]>;
  /** Ends when a call of a watched trace stalls or is held. */
  readonly stuck: (trace: string) => Promise<void>;
  /** Lets the calls go on that are held for being late, and ends when they have. */
  readonly release: (trace: string) => Promise<void>;
}

/** A call that has been allowed and is about to be made. */
export interface AllowedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Fields;
  readonly caller: Principal;
  readonly resources: readonly string[];
  readonly trace: string | undefined;
}

/** The faults as the endpoint uses them. */
export interface FaultPlan extends Faults {
  /**
   * Makes a call, or lets it fail as planned.
   *
   * @param make does the call.
   * @param gone ends when the caller has given up.
   * @returns `undefined` when the connection is to be cut.
   * @throws AwsError when the call is to be answered with one.
   */
  readonly run: (
    call: AllowedCall,
    make: () => Promise<Fields>,
    gone: () => Promise<void>,
  ) => Promise<Fields | undefined>;
}

interface Planned {
  readonly fault: Fault;
  skipped: number;
  left: number;
}

export function faultPlan(): FaultPlan {
  let planned: Planned[] = [];
  let conflicting: () => boolean = () => false;
  const watched = watchedCalls();
  const late = heldCalls();
  const kindFor = (call: AllowedCall): Fault["kind"] | undefined =>
    meet(planned, call) ??
    (call.operation === "TransactWriteItems" && conflicting() ? "conflict" : undefined);
  return {
    add: (fault) => {
      if (!isEnding(fault.kind)) faultError(fault.kind, fault.service);
      planned.push({ fault, skipped: 0, left: fault.times ?? 1 });
    },
    conflicts: (probability, seed) => {
      const next = randomFrom(seed);
      conflicting = () => next() < probability;
    },
    pending: () => planned.reduce((sum, { left }) => sum + left, 0),
    clear: (trace) => {
      planned = planned.filter(({ fault }) => trace !== undefined && fault.trace !== trace);
      if (trace !== undefined) return;
      conflicting = () => false;
      late.releaseAll();
    },
    ...watched,
    release: async (trace) => {
      late.release(trace);
      await watched.calls(trace);
    },
    run: async (call, make, gone) => {
      const kind = kindFor(call);
      const running = watched.begin(call, kind);
      const done = async (): Promise<Fields> => {
        try {
          const output = await make();
          running.fate("done");
          return output;
        } catch (error) {
          running.fate(error instanceof AwsError ? "refused" : "broken");
          throw error;
        }
      };
      const stuckUntil = async (end: Promise<unknown>): Promise<void> => {
        running.stuck(true);
        await end;
        running.stuck(false);
      };
      try {
        if (kind === undefined) return await done();
        if (!isEnding(kind)) throw faultError(kind, call.service, call.operation, call.input);
        if (kind === "late") await stuckUntil(Promise.all([gone(), late.hold(call.trace)]));
        if (kind !== "cut") await done();
        if (kind === "stall") await stuckUntil(gone());
        return undefined;
      } finally {
        running.ended();
      }
    },
  };
}

const isEnding = (kind: Fault["kind"]): kind is Ending => endings.some((ending) => ending === kind);

/** The failure that is planned for a call, if any; it counts as met. */
function meet(planned: readonly Planned[], call: AllowedCall): Fault["kind"] | undefined {
  for (const one of planned) {
    if (one.left === 0 || !describes(one.fault, call)) continue;
    if (one.skipped < (one.fault.after ?? 0)) {
      one.skipped += 1;
      continue;
    }
    one.left -= 1;
    return one.fault.kind;
  }
  return undefined;
}

function describes(fault: Fault, call: AllowedCall): boolean {
  return (
    fault.service === call.service &&
    (fault.operation ?? call.operation) === call.operation &&
    (fault.trace ?? call.trace) === call.trace &&
    call.caller.arn.includes(fault.principal ?? "") &&
    (fault.resource === undefined || call.resources.some((arn) => arn.includes(fault.resource ?? "")))
  );
}

/** Calls that wait until somebody lets them go on, by trace. */
function heldCalls() {
  const held = new Map<string, (() => void)[]>();
  const release = (trace: string): void => {
    for (const goOn of held.get(trace) ?? []) goOn();
    held.delete(trace);
  };
  return {
    hold: (trace = "") =>
      new Promise<void>((resolve) => {
        held.set(trace, [...(held.get(trace) ?? []), resolve]);
      }),
    release,
    releaseAll: () => {
      for (const trace of held.keys()) release(trace);
    },
  };
}

/** Numbers in [0, 1) that are the same for the same seed: a xorshift of 32 bits. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
