import { Aws } from "aws-cdk-lib";
import { type ApiFunction, routesOf } from "../../functions/routes.ts";
import { apiFunctionNames } from "../functions.ts";
import { gatewayResponses, securityHeaders } from "./gateway-responses.ts";

export interface ApiBodyProps {
  readonly tenant: string;
  /** Pools whose access tokens are accepted. */
  readonly poolArns: readonly string[];
  /** Web origin that may call from a browser. */
  readonly origin: string | undefined;
  readonly functionArn: (name: ApiFunction) => string;
}

type Route = ReturnType<typeof routesOf>[number];

const AUTHORIZER = "cognito";

/** Milliseconds: the longest that API Gateway waits by default. */
const INTEGRATION_TIMEOUT = 29_000;

/**
 * The definition of the REST API, made from the table of routes: paths, scopes, integrations and the gateway's own
 * answers. No schemas: the functions validate, and API Gateway knows only a part of JSON Schema draft 4.
 */
export function apiBody(props: ApiBodyProps) {
  const cors = corsHeaders(props.origin);
  return {
    openapi: "3.0.1",
    info: { title: `kith-${props.tenant}`, version: "1" },
    paths: pathsOf(props, cors),
    components: { securitySchemes: { [AUTHORIZER]: authorizer(props.poolArns) } },
    "x-amazon-apigateway-gateway-responses": gatewayResponses(cors),
  };
}

function pathsOf(props: ApiBodyProps, cors: Readonly<Record<string, string>>) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of apiFunctionNames) {
    for (const route of routesOf(name)) {
      const path = paths[route.path] ?? { parameters: parameters(route.path) };
      paths[route.path] = path;
      path[route.method.toLowerCase()] = operation(route, props.functionArn(name));
    }
  }
  for (const path of Object.values(paths)) path.options = preflight(Object.keys(path), cors);
  return paths;
}

function operation({ scope }: Route, functionArn: string) {
  return {
    ...(scope === null ? {} : { security: [{ [AUTHORIZER]: [scope] }] }),
    responses: { default: { description: "From the function." } },
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
      passthroughBehavior: "when_no_match",
      timeoutInMillis: INTEGRATION_TIMEOUT,
    },
  };
}

function parameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

/** OPTIONS, answered by the gateway itself. Without an allowed origin it names none, and browsers refuse. */
function preflight(members: readonly string[], cors: Readonly<Record<string, string>>) {
  const methods = members.filter((member) => member !== "parameters").map((method) => method.toUpperCase());
  const allowed = Object.keys(cors).length === 0 ? {} : preflightHeaders(methods);
  const headers = { ...securityHeaders, ...cors, ...allowed };
  return {
    responses: {
      204: {
        description: "No content.",
        headers: Object.fromEntries(
          Object.keys(headers).map((name) => [name, { schema: { type: "string" } }]),
        ),
      },
    },
    "x-amazon-apigateway-integration": {
      type: "mock",
      passthroughBehavior: "when_no_match",
      requestTemplates: { "application/json": '{"statusCode":204}' },
      responses: {
        default: {
          statusCode: "204",
          responseParameters: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]),
          ),
        },
      },
    },
  };
}

const preflightHeaders = (methods: readonly string[]) => ({
  "Access-Control-Allow-Methods": methods.join(","),
  "Access-Control-Allow-Headers":
    "Authorization,Content-Type,Accept-Language,Idempotency-Key,If-Match,If-None-Match",
  "Access-Control-Max-Age": "600",
});

/** What lets a page of the origin read an answer. */
export function corsHeaders(origin: string | undefined): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": "ETag,Link,Retry-After",
    Vary: "Origin",
  };
}

function authorizer(poolArns: readonly string[]) {
  return {
    type: "apiKey",
    name: "Authorization",
    in: "header",
    "x-amazon-apigateway-authtype": "cognito_user_pools",
    "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: poolArns },
  };
}
