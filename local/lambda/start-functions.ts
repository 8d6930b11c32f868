import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import { newTrace } from "../trace.ts";
import { AwsError, type Invoke, type LoadedStack } from "../types.ts";
import { type EnvironmentPool, environmentPool } from "./environment-pool.ts";
import { startEnvironment } from "./execution-environment.ts";
import { LARGEST_PAYLOAD_BYTES, requestTooLarge } from "./failures.ts";
import { type FunctionLog, functionLog, type LogEvent } from "./function-log.ts";
import type { NetworkRoute, Vitals } from "./messages.ts";
import { type FunctionSettings, functionSettings } from "./settings.ts";
import { type Credentials, processVariables } from "./variables.ts";

export interface FunctionsOptions {
  readonly stack: LoadedStack;
  /** The credentials of a role, by its ARN. */
  readonly credentialsOf: (roleArn: string) => Credentials;
  /** The AWS endpoint of this run. */
  readonly endpointUrl: string;
  /** What `fetch` in a function reaches; the longest prefix counts, everything else has no address. */
  readonly routes: readonly NetworkRoute[];
  readonly clock: Clock;
  /** Where `logs/` is; null keeps logs in memory. */
  readonly dataFolder: string | null;
  /** How many environments one function may have; further invocations wait. Default 4. */
  readonly mostEnvironments?: number;
}

export interface Functions {
  readonly invoke: Invoke;
  readonly logs: (functionName?: string) => readonly LogEvent[];
  /** Ends a function's environments, so that its next invocation starts cold. */
  readonly restart: (functionName: string) => Promise<void>;
  /** The invocation of a trace that is to come starts cold, in an environment of its own. */
  readonly startCold: (functionName: string, trace: string) => void;
  /** Ends the environment that works for a trace, at once. @returns whether one did. */
  readonly kill: (functionName: string, trace: string) => Promise<boolean>;
  readonly environments: (functionName: string) => number;
  /** How the idle processes of every function are, by the function's name. */
  readonly vitals: () => Promise<readonly (Vitals & { readonly functionName: string })[]>;
  /** Ends every process. */
  readonly close: () => Promise<void>;
}

const MOST_ENVIRONMENTS = 4;

/**
 * Makes the functions of a template ready to run. No process starts before its first invocation.
 * @throws Error naming the function that cannot be run as Lambda would.
 */
export function startFunctions(options: FunctionsOptions): Functions {
  const folder = options.dataFolder === null ? null : join(options.dataFolder, "logs");
  const log = functionLog(folder, () => options.clock.now().getTime());
  const settings = options.stack
    .byType("AWS::Lambda::Function")
    .map((resource) => functionSettings(resource, options.stack));
  const pools = new Map(settings.map((one) => [one.name, poolOf(one, options, log)]));
  return {
    invoke: async (functionName, payload, trace = newTrace(options.clock.now())) => {
      if (Buffer.byteLength(payload) > LARGEST_PAYLOAD_BYTES) return requestTooLarge();
      return poolNamed(pools, functionName).invoke(payload, trace);
    },
    logs: log.events,
    restart: (functionName) => poolNamed(pools, functionName).restart(),
    startCold: (functionName, trace) => poolNamed(pools, functionName).startCold(trace),
    kill: (functionName, trace) => poolNamed(pools, functionName).kill(trace),
    environments: (functionName) => poolNamed(pools, functionName).count(),
    vitals: async () => {
      const told = [...pools].map(async ([functionName, pool]) =>
        (await pool.vitals()).map((one) => ({ functionName, ...one })),
      );
      return (await Promise.all(told)).flat();
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function poolOf(settings: FunctionSettings, options: FunctionsOptions, log: FunctionLog): EnvironmentPool {
  const { endpointUrl, routes, clock, mostEnvironments = MOST_ENVIRONMENTS } = options;
  const variablesOf = processVariables(settings, options.credentialsOf(settings.roleArn), endpointUrl);
  const write = (line: string): void => log.write(settings.name, line);
  const start = () => {
    const logStream = logStreamName();
    const variables = variablesOf(logStream);
    return startEnvironment({ settings, logStream, variables, routes, clock, log: write });
  };
  return environmentPool(start, mostEnvironments);
}

function poolNamed(pools: ReadonlyMap<string, EnvironmentPool>, functionName: string): EnvironmentPool {
  const pool = pools.get(functionName);
  if (pool === undefined) throw new AwsError("ResourceNotFoundException", 404, "Function not found.");
  return pool;
}

function logStreamName(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[$LATEST]${randomUUID().replaceAll("-", "")}`;
}
