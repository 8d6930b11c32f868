import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/platform.ts";
import { type AwsClients, awsClients } from "./aws.ts";
import { log } from "./log.ts";

/** What a function runs on: clients, clock, log, and the variables its stack gave it. */
export interface Machine extends AwsClients {
  readonly clock: Clock;
  readonly log: Log;
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** The machine of a deployed function. @throws Error that names what is missing in the environment. */
export const awsMachine = (): Machine => ({ ...awsClients(), clock: Date.now, log });
