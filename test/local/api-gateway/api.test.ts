import { describe, expect, it } from "vitest";
import { readApi } from "../../../local/api-gateway/api.ts";
import { resource } from "../cognito/stack.ts";
import { body, type Changes, exampleStack, people, scheme } from "./example.ts";

const read = (changes: Changes) => () => readApi(exampleStack(changes));

/** The example's API with one GET of `/x`. */
const withOperation = (operation: Readonly<Record<string, unknown>>) => ({
  body: { ...body, paths: { "/x": { get: { "x-amazon-apigateway-integration": people, ...operation } } } },
});

const withIntegration = (integration: Readonly<Record<string, unknown>>) =>
  withOperation({ "x-amazon-apigateway-integration": integration });

const withScheme = (authorizer: Readonly<Record<string, unknown>>) => ({
  body: {
    ...body,
    components: {
      securitySchemes: {
        pools: {
          ...scheme,
          "x-amazon-apigateway-authorizer": { ...scheme["x-amazon-apigateway-authorizer"], ...authorizer },
        },
      },
    },
  },
});

const withResponse = (type: string, response: Readonly<Record<string, unknown>>) => ({
  body: { ...body, "x-amazon-apigateway-gateway-responses": { [type]: response } },
});

const mock = (
  fields: Readonly<Record<string, unknown>>,
  declared: Readonly<Record<string, unknown>> = { "204": {} },
) =>
  withOperation({
    responses: declared,
    "x-amazon-apigateway-integration": {
      type: "mock",
      requestTemplates: { "application/json": '{"statusCode":204}' },
      responses: { default: { statusCode: "204" } },
      ...fields,
    },
  });

describe("the API of a template", () => {
  it("is read with its methods", () => {
    const { resources } = readApi(exampleStack());
    expect(resources.get("/v1/programs/{programId}")?.methods.get("GET")).toMatchObject({
      authorization: { scopes: ["kith/team", "kith/community"] },
      integration: { kind: "function", target: { physicalId: "example-people" }, timeout: 29_000 },
    });
  });

  it("takes gateway responses of the template's own resources", () => {
    const own = resource("Throttled", "AWS::ApiGateway::GatewayResponse", {
      RestApiId: "api123",
      ResponseType: "THROTTLED",
      StatusCode: "503",
      ResponseParameters: { "gatewayresponse.header.Retry-After": "'1'" },
    });
    expect(readApi(exampleStack({ more: [own] })).responses.get("THROTTLED")?.status).toBe(503);
  });
});

describe("the gateway does not start with", () => {
  it.each<[string, Changes, string | RegExp]>([
    ["a definition of OpenAPI 3.1", { body: { ...body, openapi: "3.1.0" } }, /: openapi$/],
    ["a part of OpenAPI that it does not know", { body: { ...body, webhooks: {} } }, /: webhooks$/],
    ["schemas", { body: { ...body, components: { schemas: {} } } }, /: components\.schemas$/],
    ["security for the whole API", { body: { ...body, security: [] } }, /: security$/],
    ["a request body", withOperation({ requestBody: {} }), /: paths\.\/x\.get\.requestBody$/],
    [
      "a request validator",
      withOperation({ "x-amazon-apigateway-request-validator": "all" }),
      "request-validator",
    ],
    [
      "a method without an integration",
      withOperation({ "x-amazon-apigateway-integration": undefined }),
      "integration",
    ],
    ["another method", { body: { ...body, paths: { "/x": { trace: {} } } } }, "paths./x.trace"],
    [
      "any method",
      { body: { ...body, paths: { "/x": { "x-amazon-apigateway-any-method": {} } } } },
      "any-method",
    ],
    ["an integration by HTTP", withIntegration({ ...people, type: "http_proxy" }), "integration.type"],
    [
      "an integration with credentials",
      withIntegration({ ...people, credentials: "arn" }),
      "integration.credentials",
    ],
    ["an integration of 30 s", withIntegration({ ...people, timeoutInMillis: 30_000 }), "timeoutInMillis"],
    [
      "an integration with an unknown function",
      withIntegration({ ...people, uri: "arn:aws:x" }),
      "names no function",
    ],
    ["an authorizer of another type", withScheme({ type: "token" }), "x-amazon-apigateway-authorizer.type"],
    [
      "an authorizer that checks an expression",
      withScheme({ identityValidationExpression: ".*" }),
      "identityValidation",
    ],
    [
      "an authorizer of what is no user pool",
      withScheme({ providerARNs: ["arn:aws:iam::1:role/x"] }),
      "providerARNs.0",
    ],
    [
      "an unknown security scheme",
      withOperation({ security: [{ nobody: [] }] }),
      "exactly one security scheme",
    ],
    [
      "two security schemes",
      withOperation({ security: [{ pools: [] }, { pools: [] }] }),
      "exactly one security scheme",
    ],
    [
      "a mock with logic",
      mock({ requestTemplates: { "application/json": "#set($x=1)" } }),
      "request template",
    ],
    ["a mock that does not answer its status", mock({ responses: {} }), "no response for its status"],
    ["a mock with an undeclared status", mock({}, {}), "does not declare the status"],
    [
      "a mock with an undeclared header",
      mock({
        responses: {
          "204": { statusCode: "204", responseParameters: { "method.response.header.X": "'y'" } },
        },
      }),
      "does not declare a header",
    ],
    [
      "a mock header from the request",
      mock({
        responses: { "204": { statusCode: "204", responseParameters: { "method.response.header.X": "y" } } },
      }),
      "responseParameters",
    ],
    ["an unknown gateway response", withResponse("TEAPOT", {}), "TEAPOT: its type"],
    [
      "a gateway response with logic",
      withResponse("UNAUTHORIZED", { responseTemplates: { "application/json": "#if($x)1#end" } }),
      "UNAUTHORIZED: its template",
    ],
    [
      "a gateway response from the request's body",
      withResponse("UNAUTHORIZED", { responseTemplates: { "application/json": "$input.body" } }),
      "UNAUTHORIZED: its template",
    ],
    [
      "a gateway response with an unknown variable",
      withResponse("UNAUTHORIZED", { responseTemplates: { "application/json": "$context.weather" } }),
      "UNAUTHORIZED: weather",
    ],
    [
      "a gateway response with two templates",
      withResponse("UNAUTHORIZED", { responseTemplates: { "application/json": "", "text/html": "" } }),
      "more than one template",
    ],
    [
      "a gateway response with a header from the request",
      withResponse("UNAUTHORIZED", {
        responseParameters: { "gatewayresponse.header.X": "method.request.header.Y" },
      }),
      "a header's value",
    ],
    [
      "a gateway response with a path",
      withResponse("UNAUTHORIZED", { responseParameters: { "gatewayresponse.path.X": "'y'" } }),
      "a parameter that is no header",
    ],
    ["a resource policy", { restApi: { Policy: {} } }, /Api: Policy$/],
    ["binary media types", { restApi: { BinaryMediaTypes: ["*/*"] } }, /Api: BinaryMediaTypes$/],
    ["a cache", { stage: { CacheClusterEnabled: true } }, /Stage: CacheClusterEnabled$/],
    ["a canary", { stage: { CanarySetting: {} } }, /Stage: CanarySetting$/],
    ["a stage of another API", { stage: { RestApiId: "other" } }, "belongs to another API"],
    [
      "a second stage",
      { more: [resource("Two", "AWS::ApiGateway::Stage", {})] },
      "exactly one AWS::ApiGateway::Stage",
    ],
    [
      "a method outside its definition",
      { more: [resource("M", "AWS::ApiGateway::Method", {})] },
      "AWS::ApiGateway::Method",
    ],
    [
      "a usage plan",
      { more: [resource("U", "AWS::ApiGateway::UsagePlan", {})] },
      "AWS::ApiGateway::UsagePlan",
    ],
  ])("%s", (_, changes, message) => {
    expect(read(changes)).toThrow(message);
  });
});
