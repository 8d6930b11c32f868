import type { Invocation, LoadedStack, Resource } from "../../../local/types.ts";
import { membersPoolArn, poolResources, resource, stackOf, workforcePoolArn } from "../cognito/stack.ts";

export const functionArn = "arn:aws:lambda:us-east-1:111122223333:function:example-people";

/** An integration with the example's function. */
export const people = {
  type: "aws_proxy",
  httpMethod: "POST",
  uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
};

const integration = { "x-amazon-apigateway-integration": people };

/** A security scheme of both pools. */
export const scheme = {
  type: "apiKey",
  name: "Authorization",
  in: "header",
  "x-amazon-apigateway-authtype": "cognito_user_pools",
  "x-amazon-apigateway-authorizer": {
    type: "cognito_user_pools",
    providerARNs: [membersPoolArn, workforcePoolArn],
  },
};

const options = {
  responses: { "204": { headers: { "Access-Control-Allow-Origin": { schema: { type: "string" } } } } },
  "x-amazon-apigateway-integration": {
    type: "mock",
    requestTemplates: { "application/json": '{"statusCode": 204}' },
    responses: {
      "204": {
        statusCode: "204",
        responseParameters: {
          "method.response.header.Access-Control-Allow-Origin": "'https://app.example.org'",
        },
      },
    },
  },
};

const problem = '{"status":$STATUS,"requestId":"$context.requestId"}';

function problemResponse(statusCode: number) {
  return {
    statusCode,
    responseParameters: {
      "gatewayresponse.header.Content-Type": "'application/problem+json'",
      "gatewayresponse.header.X-Request": "context.requestId",
    },
    responseTemplates: { "application/json": problem.replace("$STATUS", String(statusCode)) },
  };
}

/** The definition of the example's API. */
export const body = {
  openapi: "3.0.3",
  info: { title: "Example", version: "1" },
  paths: {
    "/v1/health": { get: integration, options },
    "/v1/programs": { post: { ...integration, security: [{ pools: ["kith/community"] }] } },
    "/v1/programs/{programId}": {
      get: { ...integration, security: [{ pools: ["kith/team", "kith/community"] }] },
    },
    "/v1/programs/open": { get: integration },
    "/v1/audit": { get: { ...integration, security: [{ pools: ["kith/audit.read"] }] } },
    "/v1/slow": { get: { "x-amazon-apigateway-integration": { ...people, timeoutInMillis: 50 } } },
    "/v1/rare": { get: integration },
    "/v1/forbidden": { get: integration },
    "/v1/files/{proxy+}": { get: integration },
  },
  components: { securitySchemes: { pools: scheme } },
  "x-amazon-apigateway-gateway-responses": {
    UNAUTHORIZED: problemResponse(401),
    MISSING_AUTHENTICATION_TOKEN: problemResponse(404),
  },
};

export const logFormat = JSON.stringify({
  requestId: "$context.requestId",
  responseType: "$context.error.responseType",
  authorizerError: "$context.authorizer.error",
  sourceIp: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  status: "$context.status",
  length: "$context.responseLength",
  latency: "$context.responseLatency",
  integrationStatus: "$context.integration.status",
  userAgent: "$context.identity.userAgent",
  unknown: "$context.nobody.knows.this",
});

const permission = (path: string) =>
  resource(`Permission${path}`, "AWS::Lambda::Permission", {
    Action: "lambda:InvokeFunction",
    FunctionName: functionArn,
    Principal: "apigateway.amazonaws.com",
    SourceArn: `arn:aws:execute-api:us-east-1:111122223333:api123/prod/${path}`,
  });

const throttling = [
  { HttpMethod: "*", ResourcePath: "/*", ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 1000 },
  { HttpMethod: "GET", ResourcePath: "/~1v1~1rare", ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 },
];

/** What differs from the example's stack. */
export interface Changes {
  readonly body?: unknown;
  readonly restApi?: Readonly<Record<string, unknown>>;
  readonly stage?: Readonly<Record<string, unknown>>;
  readonly more?: readonly Resource[];
}

/** The example: pools, a function, its permissions, an API and a stage. */
export function exampleStack(changes: Changes = {}): LoadedStack {
  return stackOf(
    ...poolResources,
    resource("People", "AWS::Lambda::Function", {}, { physicalId: "example-people", arn: functionArn }),
    ...["*/v1/health", "POST/v1/programs", "GET/v1/programs/*", "GET/v1/[a-q]*"].map(permission),
    ...["GET/v1/audit", "GET/v1/slow", "GET/v1/rare", "GET/v1/files/*"].map(permission),
    resource(
      "Api",
      "AWS::ApiGateway::RestApi",
      { Body: changes.body ?? body, ...changes.restApi },
      { physicalId: "api123" },
    ),
    resource("Stage", "AWS::ApiGateway::Stage", {
      RestApiId: "api123",
      StageName: "prod",
      DeploymentId: "dep1",
      AccessLogSetting: {
        DestinationArn: "arn:aws:logs:us-east-1:111122223333:log-group:x",
        Format: logFormat,
      },
      MethodSettings: throttling,
      ...changes.stage,
    }),
    ...(changes.more ?? []),
  );
}

/** A function that remembers its events and answers as told. */
export function recorder() {
  const events: unknown[] = [];
  let next: Invocation | Promise<Invocation> = { payload: '{"statusCode":200,"body":"{}"}' };
  return {
    events,
    answers: (invocation: Invocation | Promise<Invocation>) => {
      next = invocation;
    },
    invoke: async (name: string, payload: string): Promise<Invocation> => {
      events.push({ name, event: JSON.parse(payload) });
      return next;
    },
  };
}
