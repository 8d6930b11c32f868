import { CfnEventInvokeConfig, type CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { FunctionName } from "../functions.ts";

/** How long Lambda keeps an event that it could not hand to a function yet, in seconds, and how often it tries again. */
interface Patience {
  readonly longest: number;
  readonly retries: 0 | 1 | 2;
}

/** The next tick comes within the minute, and does what this one should have done. */
const everyMinute: Patience = { longest: 60, retries: 0 };

/** Nobody sends these an event that is not waited for. If somebody does, it is tried once. */
const waitedFor: Patience = { longest: 60, retries: 0 };

const patience: Readonly<Partial<Record<FunctionName, Patience>>> = {
  identity: everyMinute,
  jobs: everyMinute,
  indexer: everyMinute,
  verifier: everyMinute,
  "pool-keys": { longest: 600, retries: 2 },
  rotation: { longest: 3_600, retries: 2 },
};

/** What becomes of an event for a function that nobody waits for. Without it, Lambda keeps it for six hours. */
export function asynchronousEvents(scope: Construct, name: FunctionName, worker: CfnFunction): void {
  const { longest, retries } = patience[name] ?? waitedFor;
  new CfnEventInvokeConfig(scope, "Asynchronous", {
    functionName: worker.ref,
    qualifier: "$LATEST",
    maximumEventAgeInSeconds: longest,
    maximumRetryAttempts: retries,
  });
}
