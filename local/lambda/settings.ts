import type { LoadedStack, Resource } from "../types.ts";

/** What the template says of one function. */
export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly handler: string;
  readonly folder: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly region: string;
  readonly logGroup: string;
  readonly logFormat: "Text" | "JSON";
}

/** Lambda's own values for what a template leaves out. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;
const RUNTIME = "nodejs24.x";

/** Properties that change how a function runs here, and those that change nothing on one machine. */
const known = [
  ...[
    "Code",
    "Environment",
    "FunctionName",
    "Handler",
    "LoggingConfig",
    "MemorySize",
    "Role",
    "Runtime",
    "Timeout",
  ],
  ...["Architectures", "DeadLetterConfig", "Description", "EphemeralStorage", "KmsKeyArn", "PackageType"],
  ...["ReservedConcurrentExecutions", "Tags", "TracingConfig", "VpcConfig"],
];

/**
 * Reads a function of the template.
 * @throws Error naming the logical id, when the local run could not run it as Lambda would.
 */
export function functionSettings(resource: Resource, stack: LoadedStack): FunctionSettings {
  const { properties, logicalId } = resource;
  const unknown = Object.keys(properties).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`${logicalId}: property ${unknown} is not known to the local run.`);
  if (properties.Runtime !== RUNTIME)
    throw new Error(`${logicalId}: the local run has the runtime ${RUNTIME} only.`);
  return {
    name: resource.physicalId,
    arn: text(logicalId, "Arn", resource.arn),
    roleArn: text(logicalId, "Role", properties.Role),
    handler: text(logicalId, "Handler", properties.Handler),
    folder: stack.assetFolder(logicalId),
    timeoutMs: number(logicalId, "Timeout", properties.Timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    memoryMb: number(logicalId, "MemorySize", properties.MemorySize ?? DEFAULT_MEMORY_MB),
    variables: variablesOf(logicalId, object(properties.Environment).Variables ?? {}),
    region: stack.region,
    ...loggingOf(resource),
  };
}

function loggingOf({
  logicalId,
  properties,
  physicalId,
}: Resource): Pick<FunctionSettings, "logGroup" | "logFormat"> {
  const {
    LogGroup = `/aws/lambda/${physicalId}`,
    LogFormat = "Text",
    ...more
  } = object(properties.LoggingConfig);
  if (Object.keys(more).length > 0)
    throw new Error(`${logicalId}: levels of LoggingConfig are not known to the local run.`);
  if (LogFormat !== "Text" && LogFormat !== "JSON")
    throw new Error(`${logicalId}: LogFormat is neither Text nor JSON.`);
  return { logGroup: text(logicalId, "LogGroup", LogGroup), logFormat: LogFormat };
}

function variablesOf(logicalId: string, value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object(value)).map(([name, item]) => [name, text(logicalId, name, item)]),
  );
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(logicalId: string, name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new Error(`${logicalId}: ${name} is not a text.`);
}

function number(logicalId: string, name: string, value: unknown): number {
  if (typeof value === "number" && value > 0) return value;
  throw new Error(`${logicalId}: ${name} is not a number above zero.`);
}
