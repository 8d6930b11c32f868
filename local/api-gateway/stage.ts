import { z } from "zod";
import { understand } from "./definition.ts";

const methodSetting = z.strictObject({
  HttpMethod: z.string(),
  ResourcePath: z.string(),
  ThrottlingRateLimit: z.number().nonnegative().optional(),
  ThrottlingBurstLimit: z.number().nonnegative().optional(),
  LoggingLevel: z.string().optional(),
  DataTraceEnabled: z.boolean().optional(),
  MetricsEnabled: z.boolean().optional(),
  CachingEnabled: z.literal(false).optional(),
});

const stageProperties = z.strictObject({
  RestApiId: z.string(),
  StageName: z.string().regex(/^[\w-]{1,128}$/),
  DeploymentId: z.string().optional(),
  Description: z.string().optional(),
  Variables: z.record(z.string(), z.string()).optional(),
  AccessLogSetting: z.strictObject({ DestinationArn: z.string(), Format: z.string() }).optional(),
  MethodSettings: z.array(methodSetting).default([]),
  TracingEnabled: z.boolean().optional(),
  // Shown to backends over HTTP; functions are called otherwise.
  ClientCertificateId: z.string().optional(),
  CacheClusterEnabled: z.literal(false).optional(),
  Tags: z.unknown().optional(),
});

/** The rate and burst of one method or of all. */
export interface ThrottleSetting {
  /** A method's name or `*`. */
  readonly method: string;
  /** A resource path or `/*`. */
  readonly path: string;
  /** Requests per second. */
  readonly rate: number;
  readonly burst: number;
}

/** A stage of the API, as the template describes it. */
export interface Stage {
  readonly apiId: string;
  readonly name: string;
  readonly deploymentId: string | undefined;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly accessLogFormat: string | undefined;
  readonly throttling: readonly ThrottleSetting[];
}

/** What AWS allows an account when the stage says nothing. Source: API Gateway quotas. */
const accountLimit = { rate: 10_000, burst: 5_000 };

type MethodSetting = z.infer<typeof methodSetting>;

/** The template writes `/a/b` as `/~1a~1b`, the wildcard as `/*` and the root as `/`. */
function plainPath(resourcePath: string): string {
  return resourcePath.startsWith("/~1") ? resourcePath.slice(1).replaceAll("~1", "/") : resourcePath;
}

function throttleSetting(setting: MethodSetting): ThrottleSetting {
  return {
    method: setting.HttpMethod,
    path: plainPath(setting.ResourcePath),
    rate: setting.ThrottlingRateLimit ?? accountLimit.rate,
    burst: setting.ThrottlingBurstLimit ?? accountLimit.burst,
  };
}

/**
 * Reads `AWS::ApiGateway::Stage`.
 *
 * @throws Error naming a property that this gateway does not understand.
 */
export function readStage(logicalId: string, properties: unknown): Stage {
  const stage = understand(stageProperties, logicalId, properties);
  return {
    apiId: stage.RestApiId,
    name: stage.StageName,
    deploymentId: stage.DeploymentId,
    variables: stage.Variables ?? null,
    accessLogFormat: stage.AccessLogSetting?.Format,
    throttling: [...stage.MethodSettings.map(throttleSetting), { method: "*", path: "/*", ...accountLimit }],
  };
}
