import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Invocation } from "../types.ts";
import { type EnvironmentProcess, startProcess } from "./environment-process.ts";
import { answerTooLarge, crashed, LARGEST_PAYLOAD_BYTES, timedOut, unhandled } from "./failures.ts";
import type { FromEnvironment, NetworkRoute, Vitals } from "./messages.ts";
import { platformLines } from "./platform-lines.ts";
import type { FunctionSettings } from "./settings.ts";

/** One execution environment: takes one invocation at a time. */
export interface ExecutionEnvironment {
  readonly invoke: (payload: string, trace: string) => Promise<Invocation>;
  /** How its process is; undefined when it has not answered anything yet, or has ended. Not while an invocation is under way. */
  readonly vitals: () => Promise<Vitals | undefined>;
  /** False once its process has ended: after a timeout, a crash, a failed start, or a kill. */
  readonly alive: () => boolean;
  readonly kill: () => Promise<void>;
}

export interface EnvironmentOptions {
  readonly settings: FunctionSettings;
  readonly logStream: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly routes: readonly NetworkRoute[];
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** How long Lambda lets a function start, apart from the time limit of its invocations. */
const START_LIMIT_MS = 10_000;

/** Starts a cold environment: its process loads the handler while the first invocation is on its way. */
export function startEnvironment(options: EnvironmentOptions): ExecutionEnvironment {
  const { settings, variables, log } = options;
  const process = startProcess({ folder: settings.folder, memoryMb: settings.memoryMb, variables, log });
  let alive = true;
  void process.ended.then(() => {
    alive = false;
  });
  process.send(startMessage(options));
  let ready: Promise<Invocation | undefined> | undefined;
  return {
    alive: () => alive,
    vitals: async () => {
      if (ready === undefined || !alive) return undefined;
      process.send({ kind: "vitals" });
      const message = await process.next();
      return message?.kind === "vitals" ? message : undefined;
    },
    kill: async () => {
      alive = false;
      await process.kill();
    },
    invoke: async (payload, trace) => {
      const requestId = randomUUID();
      ready ??= awaitReady(process, requestId);
      return (
        (await ready) ??
        (await invokeReady(process, requestId, { payload, trace: segmentOf(trace) }, options))
      );
    },
  };
}

/** The trace as Lambda hands it on where nothing is sampled. Source: "Defined runtime environment variables", `_X_AMZN_TRACE_ID`. */
const segmentOf = (trace: string): string => `${trace};Parent=${randomBytes(8).toString("hex")};Sampled=0`;

function startMessage({ settings, logStream, routes, clock }: EnvironmentOptions) {
  const { name, arn, memoryMb, logGroup, logFormat, folder, handler } = settings;
  const identity = { name, arn, memoryMb, logGroup, logStream, logFormat };
  return { kind: "start", folder, handler, identity, routes, clockOffset: clock.offset() } as const;
}

/** Gives the failure of the start, if it failed. */
async function awaitReady(process: EnvironmentProcess, requestId: string): Promise<Invocation | undefined> {
  const message = await within(START_LIMIT_MS, process);
  if (message !== "late" && message?.kind === "ready") return undefined;
  return outcome(message, process, requestId, START_LIMIT_MS);
}

async function invokeReady(
  process: EnvironmentProcess,
  requestId: string,
  given: { readonly payload: string; readonly trace: string },
  { settings, clock, log }: EnvironmentOptions,
): Promise<Invocation> {
  const { timeoutMs } = settings;
  const lines = platformLines(settings, clock.now);
  const begun = performance.now();
  for (const line of lines.start(requestId)) log(line);
  const deadline = Date.now() + timeoutMs;
  process.send({ kind: "invocation", requestId, deadline, clockOffset: clock.offset(), ...given });
  const result = await outcome(await within(timeoutMs, process), process, requestId, timeoutMs);
  for (const line of lines.end(requestId, result, performance.now() - begun)) log(line);
  return result;
}

type Arrival = FromEnvironment | undefined | "late";

async function within(limitMs: number, process: EnvironmentProcess): Promise<Arrival> {
  const { promise, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), limitMs);
  try {
    return await Promise.race([process.next(), promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function outcome(
  message: Arrival,
  process: EnvironmentProcess,
  requestId: string,
  limitMs: number,
): Promise<Invocation> {
  if (message === "late") {
    await process.kill();
    return timedOut(requestId, limitMs);
  }
  if (message === undefined) return crashed(requestId, await process.ended);
  if (message.kind === "failure") {
    if (message.end) await process.kill();
    return unhandled(message.payload);
  }
  if (message.kind !== "answer")
    throw new Error("An environment was ready twice, or answered another question.");
  return Buffer.byteLength(message.payload) > LARGEST_PAYLOAD_BYTES
    ? answerTooLarge()
    : { payload: message.payload };
}
