import { join } from "node:path";
import { ManagedPolicy } from "aws-cdk-lib/aws-iam";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import { Construct } from "constructs";
import { type FunctionName, functionNames, isApiFunction } from "../functions.ts";
import { type Grants, grantsOf } from "../grants.ts";
import type { TenantConfig } from "../tenant-config.ts";
import { asynchronousEvents } from "./asynchronous.ts";
import { environmentOf, type Surroundings } from "./environment.ts";
import { itemPolicy, policyStatements } from "./function-policy.ts";
import { type LogGroup, logGroup } from "./log-group.ts";
import { pascal, pinned } from "./names.ts";
import type { Place } from "./network.ts";
import type { RoleOf } from "./roles.ts";
import { runtimeStatements } from "./runtime-policy.ts";

export type FunctionOf = (name: FunctionName) => CfnFunction;

export interface FunctionsProps extends Surroundings {
  readonly roleOf: RoleOf;
  /** Folder with one folder per function: its bundle. */
  readonly bundles: string;
  /** ARN of the queue of what no function could do. */
  readonly deadLetters: string;
  /** Where the functions that open content are, if not in AWS's own network. */
  readonly network: Place | undefined;
  readonly config: TenantConfig;
}

/** Seconds. The gateway waits 29; a function ends its own work earlier, so that its event can still be written. */
const API_TIMEOUT = 12;
const WORKER_TIMEOUT = 60;
/** MB. Memory buys CPU: a patient waits for the cold start. */
const API_MEMORY = 1024;
const WORKER_MEMORY = 512;

/** All functions of a tenant. */
export function tenantFunctions(parent: Construct, props: FunctionsProps): FunctionOf {
  const scope = new Construct(parent, "Functions");
  const functions = new Map(functionNames.map((name) => [name, makeFunction(scope, name, props)] as const));
  return (name) => {
    const found = functions.get(name);
    if (found === undefined) throw new Error(`No function ${name}`);
    return found;
  };
}

function makeFunction(parent: Construct, name: FunctionName, props: FunctionsProps): CfnFunction {
  const scope = new Construct(parent, pascal(name));
  const api = isApiFunction(name);
  const grants = grantsOf(name);
  const vpcConfig = opensContent(grants) ? props.network : undefined;
  const logs = logGroup(scope, `${pascal(name)}Logs`, props.keys.audit);
  const policy = functionPolicy(scope, name, props, { logs, inside: vpcConfig !== undefined });
  const code = new Asset(scope, "Code", { path: join(props.bundles, name) });
  const reserved = props.config.limits.lambdaReserved[name];
  const result = pinned(
    `${pascal(name)}Function`,
    new CfnFunction(scope, "Function", {
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
      role: props.roleOf(name).roleArn,
      memorySize: api ? API_MEMORY : WORKER_MEMORY,
      timeout: api ? API_TIMEOUT : WORKER_TIMEOUT,
      environment: { variables: { ...environmentOf(grants, props), ...(api && originOf(props.config)) } },
      deadLetterConfig: { targetArn: props.deadLetters },
      loggingConfig: { logGroup: logs.name, logFormat: "JSON" },
      ...(isTraced(name) && { tracingConfig: { mode: "Active" } }),
      ...(vpcConfig === undefined ? {} : { vpcConfig }),
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
    }),
  );
  // Otherwise AWS may make the function before it has its permissions.
  result.node.addDependency(policy, itemPolicy(scope, props.roleOf(name), grants, props.tables));
  asynchronousEvents(scope, name, result);
  return result;
}

function functionPolicy(
  scope: Construct,
  name: FunctionName,
  props: FunctionsProps,
  { logs, inside }: { readonly logs: LogGroup; readonly inside: boolean },
): ManagedPolicy {
  const { deadLetters, keys, pools, roleOf } = props;
  const runtime = { logs, deadLetters, deadLetterKey: keys.data, traced: isTraced(name), inside };
  const poolArns = [pools.members.arn, pools.workforce.arn];
  return new ManagedPolicy(scope, "Policy", {
    roles: [roleOf(name)],
    statements: [...runtimeStatements(runtime), ...policyStatements(grantsOf(name), { ...props, poolArns })],
  });
}

/** Workers are not: their ticks alone would be more traces than all requests. */
function isTraced(name: FunctionName): boolean {
  return isApiFunction(name);
}

/** Whoever may use the key of content has no way out of the tenant's network, where that has one of its own. */
function opensContent({ seal }: Grants): boolean {
  return seal.length > 0;
}

/** The gateway answers a browser's preflight; the functions name the same origin in their own answers. */
function originOf({ origins: [origin] }: TenantConfig): Readonly<Record<string, string>> {
  return origin === undefined ? {} : { KITH_ORIGIN: origin };
}
