/** What the run and the process of an execution environment say to each other. */

/** A place on the network that stands for one of AWS: addresses that begin with `prefix` go to `target`. */
export interface NetworkRoute {
  /** For example `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc`. */
  readonly prefix: string;
  /** For example `http://127.0.0.1:4000/us-east-1_abc`. */
  readonly target: string;
}

/** The parts of a function that its own process knows. */
export interface FunctionIdentity {
  readonly name: string;
  readonly arn: string;
  readonly memoryMb: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logFormat: "Text" | "JSON";
}

/** The first message of an environment. */
export interface Start {
  readonly kind: "start";
  readonly folder: string;
  /** `file.export`, as the template names it. */
  readonly handler: string;
  readonly identity: FunctionIdentity;
  readonly routes: readonly NetworkRoute[];
  /** Milliseconds by which the function's clock is ahead. */
  readonly clockOffset: number;
}

export interface InvocationRequest {
  readonly kind: "invocation";
  readonly requestId: string;
  /** Milliseconds since the epoch, by the clock of this machine. */
  readonly deadline: number;
  readonly clockOffset: number;
  /** As `_X_AMZN_TRACE_ID` holds it: the SDK sends it with every call that the invocation makes. */
  readonly trace: string;
  readonly payload: string;
}

/** Asks how the process is. It waits for nothing else then. */
export interface VitalsRequest {
  readonly kind: "vitals";
}

/** How a process is, between two invocations. */
export interface Vitals {
  readonly pid: number;
  /** What its heap holds after everything that can go is gone. */
  readonly heapKib: number;
  /** Sockets, timers and the like that it keeps. */
  readonly resources: number;
}

export type ToEnvironment = Start | InvocationRequest | VitalsRequest;

export type FromEnvironment =
  | { readonly kind: "ready" }
  | ({ readonly kind: "vitals" } & Vitals)
  | { readonly kind: "answer"; readonly payload: string }
  /** The handler threw; or, when the failure is the environment's end, something that it did not await did. */
  | { readonly kind: "failure"; readonly payload: string; readonly end: boolean };
