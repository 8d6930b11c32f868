import type { Principal } from "../types.ts";
import { type FaultKind, faultError } from "./fault-errors.ts";
import type { Fields } from "./operation.ts";

/** A failure to inject into the calls that it describes. */
export interface Fault {
  /** `dynamodb`, `dynamodbstreams`, `kms`, `lambda` or `cognito-idp`. */
  readonly service: string;
  readonly operation?: string;
  /** Part of the ARN of a table, stream, key, function or user pool that the call is about. */
  readonly resource?: string;
  /** Part of the caller's ARN. */
  readonly principal?: string;
  /**
   * `cut`: the socket is destroyed before the call; `cut-after`: after it, so that it was done and its answer is lost;
   * any other kind answers with the service's own error and does nothing.
   */
  readonly kind: FaultKind | "cut" | "cut-after";
  /** How many calls it meets; 1 if absent. */
  readonly times?: number;
}

/** What a test injects. */
export interface Faults {
  /** @throws Error when the service has no such failure. */
  readonly add: (fault: Fault) => void;
  /** Cancels write transactions as conflicting, each with this probability, the same ones for the same seed. */
  readonly conflicts: (probability: number, seed: number) => void;
  /** How many calls are still to be met. */
  readonly pending: () => number;
  readonly clear: () => void;
}

/** A call that has been allowed and is about to be made. */
export interface AllowedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Fields;
  readonly caller: Principal;
  readonly resources: readonly string[];
}

/** The faults as the endpoint uses them. */
export interface FaultPlan extends Faults {
  /** What is to happen to this call. @throws AwsError when it is to be answered with one. */
  readonly meet: (call: AllowedCall) => "nothing" | "cut" | "cut-after";
}

interface Planned {
  readonly fault: Fault;
  left: number;
}

export function faultPlan(): FaultPlan {
  let planned: Planned[] = [];
  let conflicting: () => boolean = () => false;
  return {
    add: (fault) => {
      if (fault.kind !== "cut" && fault.kind !== "cut-after") faultError(fault.kind, fault.service);
      planned.push({ fault, left: fault.times ?? 1 });
    },
    conflicts: (probability, seed) => {
      const next = randomFrom(seed);
      conflicting = () => next() < probability;
    },
    pending: () => planned.reduce((sum, { left }) => sum + left, 0),
    clear: () => {
      planned = [];
      conflicting = () => false;
    },
    meet: (call) => {
      const met = planned.find(({ fault, left }) => left > 0 && describes(fault, call));
      if (met !== undefined) met.left -= 1;
      const kind =
        met?.fault.kind ??
        (call.operation === "TransactWriteItems" && conflicting() ? "conflict" : undefined);
      if (kind === undefined) return "nothing";
      if (kind === "cut" || kind === "cut-after") return kind;
      throw faultError(kind, call.service, call.operation, call.input);
    },
  };
}

function describes(fault: Fault, call: AllowedCall): boolean {
  return (
    fault.service === call.service &&
    (fault.operation ?? call.operation) === call.operation &&
    call.caller.arn.includes(fault.principal ?? "") &&
    (fault.resource === undefined || call.resources.some((arn) => arn.includes(fault.resource ?? "")))
  );
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
