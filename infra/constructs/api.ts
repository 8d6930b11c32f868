import { createHash } from "node:crypto";
import { Aws, Fn, Stack } from "aws-cdk-lib";
import { CfnClientCertificate, CfnDeployment, CfnRestApi, CfnStage } from "aws-cdk-lib/aws-apigateway";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { apiFunctionNames } from "../functions.ts";
import type { TenantConfig } from "../tenant-config.ts";
import { accessLogFormat } from "./access-log.ts";
import { apiBody } from "./api-body.ts";
import { apiDomain } from "./api-domain.ts";
import type { Pools } from "./environment.ts";
import type { FunctionOf } from "./functions.ts";
import { logGroup } from "./log-group.ts";
import { pascal, pinned } from "./names.ts";
import { output } from "./output.ts";
import { tracedShare } from "./tracing.ts";

export interface ApiProps {
  readonly config: TenantConfig;
  readonly pools: Pools;
  readonly functionOf: FunctionOf;
  /** Customer key of the logs. */
  readonly logKeyArn: string;
}

/** The API as what stands before it knows it. */
export interface Api {
  /** Name under which it is reached. */
  readonly host: string;
  readonly stageArn: string;
}

const STAGE = "live";

/** The REST API of a tenant with its one stage. */
export function tenantApi(parent: Construct, props: ApiProps): Api {
  const scope = new Construct(parent, "Api");
  const body = apiBody({
    tenant: props.config.tenant.id,
    poolArns: [props.pools.members.arn, props.pools.workforce.arn],
    origin: props.config.origins[0],
    functionArn: (name) => props.functionOf(name).attrArn,
  });
  const api = pinned(
    "Api",
    new CfnRestApi(scope, "RestApi", {
      body,
      endpointConfiguration: { types: ["REGIONAL"] },
      failOnWarnings: true,
      // With a name of its own the API is not also reachable under AWS's.
      disableExecuteApiEndpoint: props.config.domain !== "none",
    }),
  );
  const stage = makeStage(scope, api, deploy(scope, api, body), props);
  permit(scope, api, stage, props.functionOf);
  tracedShare(scope, body.info.title, STAGE);
  const { domain } = props.config;
  if (domain !== "none") apiDomain(scope, domain, api, stage);
  const host = domain === "none" ? awsHost(api) : domain.name;
  output(scope, "ApiUrl", `https://${host}${domain === "none" ? `/${STAGE}` : ""}`, "Where the API begins.");
  return { host, stageArn: stageArn(api, stage) };
}

function awsHost(api: CfnRestApi): string {
  return `${api.ref}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
}

/** ARNs of API Gateway itself have no account. */
function stageArn(api: CfnRestApi, stage: CfnStage): string {
  return `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}::/restapis/${api.ref}/stages/${stage.ref}`;
}

/** A deployment is a snapshot: its id changes with the definition, or else a change would never go live. */
function deploy(scope: Construct, api: CfnRestApi, body: unknown): CfnDeployment {
  const content = JSON.stringify(Stack.of(scope).resolve(body));
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 16);
  return pinned(`ApiDeployment${digest}`, new CfnDeployment(scope, "Deployment", { restApiId: api.ref }));
}

function makeStage(scope: Construct, api: CfnRestApi, deployment: CfnDeployment, props: ApiProps): CfnStage {
  const access = logGroup(new Construct(scope, "Access"), "ApiAccessLogs", props.logKeyArn);
  // API Gateway makes this group itself, without key and end, unless it is there.
  const execution = logGroup(
    new Construct(scope, "Execution"),
    "ApiExecutionLogs",
    props.logKeyArn,
    Fn.join("", ["API-Gateway-Execution-Logs_", api.ref, `/${STAGE}`]),
  );
  const { requestsPerSecond, burst } = props.config.limits;
  const stage = new CfnStage(scope, "Stage", {
    restApiId: api.ref,
    deploymentId: deployment.ref,
    stageName: STAGE,
    accessLogSetting: { destinationArn: access.arn, format: accessLogFormat },
    methodSettings: [
      {
        httpMethod: "*",
        resourcePath: "/*",
        cachingEnabled: false,
        dataTraceEnabled: false,
        loggingLevel: "ERROR",
        metricsEnabled: true,
        throttlingBurstLimit: burst,
        throttlingRateLimit: requestsPerSecond,
      },
    ],
    clientCertificateId: new CfnClientCertificate(scope, "ClientCertificate", {}).ref,
    tracingEnabled: true,
  });
  stage.addResourceDependency(execution.resource);
  return pinned("ApiStage", stage);
}

/** API Gateway may start the functions for this API and stage, and nothing else may. */
function permit(scope: Construct, api: CfnRestApi, stage: CfnStage, functionOf: FunctionOf): void {
  for (const name of apiFunctionNames) {
    new CfnPermission(scope, `${pascal(name)}Permission`, {
      action: "lambda:InvokeFunction",
      functionName: functionOf(name).ref,
      principal: "apigateway.amazonaws.com",
      sourceArn: Stack.of(scope).formatArn({
        service: "execute-api",
        resource: api.ref,
        resourceName: `${stage.stageName}/*/*`,
      }),
    });
  }
}
