import { join } from "node:path";
import { Effect, ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import { Construct } from "constructs";
import { type FunctionName, functionNames, isApiFunction } from "../functions.ts";
import { grantsOf } from "../grants.ts";
import type { TenantConfig } from "../tenant-config.ts";
import { environmentOf, type Surroundings } from "./environment.ts";
import { itemPolicy, policyStatements } from "./function-policy.ts";
import { logGroup } from "./log-group.ts";
import { pascal, pinned } from "./names.ts";
import type { RoleOf } from "./roles.ts";

export type FunctionOf = (name: FunctionName) => CfnFunction;

export interface FunctionsProps extends Surroundings {
  readonly roleOf: RoleOf;
  /** Folder with one folder per function: its bundle. */
  readonly bundles: string;
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
  const grants = grantsOf(name);
  const role = props.roleOf(name);
  const logs = logGroup(scope, `${pascal(name)}Logs`, props.keys.audit);
  const policy = new ManagedPolicy(scope, "Policy", {
    roles: [role],
    statements: [
      new PolicyStatement({
        sid: "OwnLogs",
        effect: Effect.ALLOW,
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`${logs.arn}:*`],
      }),
      ...policyStatements(grants, {
        ...props,
        poolArns: [props.pools.members.arn, props.pools.workforce.arn],
      }),
    ],
  });
  const items = itemPolicy(scope, role, grants, props.tables);
  const code = new Asset(scope, "Code", { path: join(props.bundles, name) });
  const api = isApiFunction(name);
  const reserved = props.config.limits.lambdaReserved[name];
  const result = pinned(
    `${pascal(name)}Function`,
    new CfnFunction(scope, "Function", {
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
      role: role.roleArn,
      memorySize: api ? API_MEMORY : WORKER_MEMORY,
      timeout: api ? API_TIMEOUT : WORKER_TIMEOUT,
      environment: { variables: { ...environmentOf(grants, props), ...(api && originOf(props.config)) } },
      loggingConfig: { logGroup: logs.name, logFormat: "JSON" },
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
    }),
  );
  // Otherwise AWS may make the function before it has its permissions.
  result.node.addDependency(policy, items);
  return result;
}

/** The gateway answers a browser's preflight; the functions name the same origin in their own answers. */
function originOf({ origins: [origin] }: TenantConfig): Readonly<Record<string, string>> {
  return origin === undefined ? {} : { KITH_ORIGIN: origin };
}
