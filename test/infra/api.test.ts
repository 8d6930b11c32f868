import { describe, expect, it } from "vitest";
import { problemTexts } from "../../functions/edge/problem-texts.ts";
import { respondProblem } from "../../functions/edge/respond.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import { type ApiFunction, operations, routesOf } from "../../functions/routes.ts";
import { texts } from "../../infra/constructs/gateway-texts.ts";
import { apiFunctionNames } from "../../infra/functions.ts";
import { example, ofType, resource, synthesized, type Template, templateOf } from "./assembly.ts";
import { words } from "./policies.ts";

const template = templateOf(synthesized("one", { "a.yaml": example }), "kith-example");
const bodyOf = (of: Template) => resource(of, "Api").Properties.Body;
const body = bodyOf(template);
const withOrigin = templateOf(
  synthesized("origin", { "a.yaml": example.replace("origins: []", 'origins: ["https://app.example.org"]') }),
  "kith-example",
);
const functionOf = (name: ApiFunction) => `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`;
const gatewayAnswers = body["x-amazon-apigateway-gateway-responses"];
const headersOf = (type: string): Record<string, string> => {
  const entries = Object.entries<string>(gatewayAnswers[type].responseParameters);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.replace(/^gatewayresponse\.header\./, ""), value.slice(1, -1)]),
  );
};
const documentOf = (type: string) => JSON.parse(gatewayAnswers[type].responseTemplates["application/json"]);

describe("the API has", () => {
  it.each(apiFunctionNames)("every route of %s, with its scope, at its function", (name) => {
    for (const route of routesOf(name)) {
      const operation = body.paths[route.path][route.method.toLowerCase()];
      expect(operation.security).toEqual(route.scope === null ? undefined : [{ cognito: [route.scope] }]);
      const integration = operation["x-amazon-apigateway-integration"];
      expect(words(integration.uri)).toContain(`functions/${functionOf(name)}.Arn/invocations`);
      expect(integration).toMatchObject({ type: "aws_proxy", httpMethod: "POST", timeoutInMillis: 29_000 });
    }
  });

  it("no other operation but the answer to a browser's preflight, and no schemas", () => {
    const methods = Object.values(body.paths).flatMap((path) => Object.keys(path as object));
    const own = methods.filter((method) => !["options", "parameters"].includes(method));
    expect(own).toHaveLength(Object.keys(operations).length);
    expect(methods.filter((method) => method === "options")).toHaveLength(Object.keys(body.paths).length);
    expect(Object.keys(body.components)).toEqual(["securitySchemes"]);
  });

  it("every name of a path as a parameter", () => {
    for (const [path, { parameters }] of Object.entries<{ parameters: { name: string }[] }>(body.paths)) {
      expect(parameters.map(({ name }) => name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
    }
  });

  it("no more resources than 250, of the 300 that AWS gives: every part of a path is one", () => {
    const parts = Object.keys(body.paths).flatMap((path) =>
      path.split("/").map((_, at, all) => all.slice(0, at + 1).join("/")),
    );
    expect(new Set(parts).size).toBeLessThanOrEqual(250);
  });

  it("one authorizer that takes both pools' access tokens", () => {
    expect(body.components.securitySchemes).toEqual({
      cognito: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": {
          type: "cognito_user_pools",
          providerARNs: [
            { "Fn::GetAtt": ["MembersPool", "Arn"] },
            { "Fn::GetAtt": ["WorkforcePool", "Arn"] },
          ],
        },
      },
    });
  });

  it("functions that it, its one stage and nobody else may start", () => {
    const permissions = ofType(template, "AWS::Lambda::Permission").map(({ Properties }) => Properties);
    const api = permissions.filter(({ Principal }) => Principal === "apigateway.amazonaws.com");
    expect(api.map(({ FunctionName }) => FunctionName.Ref).sort()).toEqual(
      apiFunctionNames.map(functionOf).sort(),
    );
    for (const { SourceArn } of api) {
      expect(words(SourceArn)).toBe("arn:aws:execute-api:us-east-1:111122223333:Api/live/*/*");
    }
    const clock = permissions.filter(({ Principal }) => Principal === "events.amazonaws.com");
    expect(clock.map(({ FunctionName }) => FunctionName.Ref)).toEqual([
      "RotationFunction",
      "PoolKeysFunction",
      "IdentityFunction",
      "JobsFunction",
      "SealerFunction",
      "IndexerFunction",
      "VerifierFunction",
    ]);
    expect(permissions).toHaveLength(api.length + clock.length);
  });
});

describe("the gateway's own answers", () => {
  it.each(Object.keys(gatewayAnswers))(
    "%s is a problem document with the headers of every answer",
    (type) => {
      expect(headersOf(type)).toMatchObject({
        "Content-Type": "application/problem+json",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": expect.stringContaining("max-age="),
      });
      const { status, requestId, ...rest } = documentOf(type);
      expect(Object.keys(rest)).toEqual(["type", "title", "detail"]);
      expect([status, requestId]).toEqual([gatewayAnswers[type].statusCode, "$context.requestId"]);
    },
  );

  it("say the same words as the functions", () => {
    const english = Object.keys(texts).map((code) => [code, problemTexts[code as keyof typeof texts].en]);
    expect(texts).toEqual(Object.fromEntries(english));
  });

  it("make an unknown path look like a thing that does not exist, byte for byte", () => {
    const {
      statusCode,
      headers,
      body: text,
    } = respondProblem(new Problem("not-found"), "$context.requestId", "en");
    const answer = gatewayAnswers.MISSING_AUTHENTICATION_TOKEN;
    expect(answer.statusCode).toBe(statusCode);
    expect(answer.responseTemplates["application/json"]).toBe(text);
    expect(headersOf("MISSING_AUTHENTICATION_TOKEN")).toEqual(headers);
  });

  it("say how to sign in, and when to come back", () => {
    expect(headersOf("UNAUTHORIZED")["WWW-Authenticate"]).toBe("Bearer");
    expect(headersOf("EXPIRED_TOKEN")["WWW-Authenticate"]).toBe('Bearer error="invalid_token"');
    expect(headersOf("ACCESS_DENIED")["WWW-Authenticate"]).toBe('Bearer error="insufficient_scope"');
    expect(headersOf("INTEGRATION_TIMEOUT")["Retry-After"]).toBe("5");
    expect(headersOf("THROTTLED")["Retry-After"], documentOf("THROTTLED").detail).toBe("60");
    const statuses = [
      "UNAUTHORIZED",
      "ACCESS_DENIED",
      "REQUEST_TOO_LARGE",
      "THROTTLED",
      "INTEGRATION_TIMEOUT",
    ];
    expect(statuses.map((type) => gatewayAnswers[type].statusCode)).toEqual([401, 403, 413, 429, 504]);
  });

  it("claim that nothing was saved only where no function can have saved", () => {
    const claiming = Object.keys(gatewayAnswers).filter(
      (type) => gatewayAnswers[type].statusCode >= 500 && /nothing was saved/i.test(documentOf(type).detail),
    );
    expect(claiming).toEqual(["AUTHORIZER_CONFIGURATION_ERROR", "AUTHORIZER_FAILURE"]);
    for (const type of ["API_CONFIGURATION_ERROR", "DEFAULT_5XX"]) {
      expect(documentOf(type)).toMatchObject({
        type: "urn:kith:problem:unavailable",
        ...texts.unavailable,
        status: 500,
      });
      expect(headersOf(type)["Retry-After"]).toBe("5");
    }
  });

  it("never repeat what the request or the error said", () => {
    expect(
      JSON.stringify(gatewayAnswers)
        .match(/\$(?:context|input|util)[\w.]*/g)
        ?.every((one) => one === "$context.requestId"),
    ).toBe(true);
  });
});

describe("other origins", () => {
  const preflight = (of: Template) =>
    bodyOf(of).paths["/v1/me"].options["x-amazon-apigateway-integration"].responses.default
      .responseParameters;

  it("are not named when the file names none", () => {
    expect(JSON.stringify(body)).not.toContain("Access-Control");
    expect(JSON.stringify(template)).not.toContain("KITH_ORIGIN");
  });

  it("are allowed when the file names one, for the methods of the path", () => {
    expect(preflight(withOrigin)).toMatchObject({
      "method.response.header.Access-Control-Allow-Origin": "'https://app.example.org'",
      "method.response.header.Access-Control-Allow-Methods": "'GET'",
    });
    const refused =
      bodyOf(withOrigin)["x-amazon-apigateway-gateway-responses"].UNAUTHORIZED.responseParameters;
    expect(refused["gatewayresponse.header.Access-Control-Allow-Origin"]).toBe("'https://app.example.org'");
    const environment = resource(withOrigin, "PeopleFunction").Properties.Environment.Variables;
    expect(environment.KITH_ORIGIN).toBe("https://app.example.org");
  });
});

describe("the stage", () => {
  const { Properties, DependsOn } = resource(template, "ApiStage");

  it("logs ids and numbers of every request: no path with ids, no query, no body, no message", () => {
    const format = JSON.parse(Properties.AccessLogSetting.Format);
    expect(Object.values(format)).toEqual(
      expect.arrayContaining([
        "$context.requestId",
        "$context.error.responseType",
        "$context.authorizer.error",
        "$context.identity.sourceIp",
        "$context.resourcePath",
        "$context.status",
      ]),
    );
    expect(Properties.AccessLogSetting.Format).not.toMatch(
      /context\.path|requestOverride|querystring|body|message|claims/i,
    );
    expect(words(Properties.AccessLogSetting.DestinationArn)).toMatch(/log-group:ApiAccessLogs$/);
  });

  it("throttles, caches nothing and logs no data", () => {
    expect(Properties).toMatchObject({
      StageName: "live",
      ClientCertificateId: { Ref: ofType(template, "AWS::ApiGateway::ClientCertificate")[0]?.id },
    });
    expect(Properties.MethodSettings).toEqual([
      {
        CachingEnabled: false,
        DataTraceEnabled: false,
        HttpMethod: "*",
        LoggingLevel: "ERROR",
        MetricsEnabled: true,
        ResourcePath: "/*",
        ThrottlingBurstLimit: 400,
        ThrottlingRateLimit: 200,
      },
    ]);
    expect(DependsOn).toContain("ApiExecutionLogs");
  });

  it("is traced with its functions, one request in twenty, and workers are not", () => {
    expect(Properties.TracingEnabled).toBe(true);
    const [sampling, ...others] = ofType(template, "AWS::XRay::SamplingRule").map(
      (one) => one.Properties.SamplingRule,
    );
    expect(others).toEqual([]);
    expect(sampling).toMatchObject({
      FixedRate: 0.05,
      ReservoirSize: 0,
      // AWS calls the API by the title of its definition.
      ServiceName: `${body.info.title}/${Properties.StageName}`,
      ServiceType: "AWS::ApiGateway::Stage",
    });
    expect(JSON.stringify(sampling.RuleName)).toContain("AWS::StackId");
    const traced = ofType(template, "AWS::Lambda::Function").filter(
      (one) => one.Properties.TracingConfig?.Mode === "Active",
    );
    expect(traced.map(({ id }) => id)).toEqual(apiFunctionNames.map(functionOf));
  });

  it("is deployed anew when the definition changes, and only then", () => {
    const deployment = (of: Template) => resource(of, "ApiStage").Properties.DeploymentId.Ref;
    const calmer = example.replace("burst: 400", "burst: 300");
    expect(deployment(withOrigin)).not.toBe(deployment(template));
    expect(deployment(templateOf(synthesized("calm", { "a.yaml": calmer }), "kith-example"))).toBe(
      deployment(template),
    );
  });
});

it("an own name stands at the root, and AWS's name is closed", () => {
  const own =
    'domain: {name: api.example.org, certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"}';
  const named = templateOf(
    synthesized("own", { "a.yaml": example.replace("domain: none", own) }),
    "kith-example",
  );
  expect(resource(named, "ApiDomain").Properties).toMatchObject({
    DomainName: "api.example.org",
    SecurityPolicy: "TLS_1_2",
  });
  expect(ofType(named, "AWS::ApiGateway::BasePathMapping")[0]?.Properties).toMatchObject({
    Stage: { Ref: "ApiStage" },
  });
  expect(resource(named, "Api").Properties.DisableExecuteApiEndpoint).toBe(true);
});

it("the account's own stack holds what lets API Gateway and WAF write logs, and nothing of a tenant", () => {
  const out = synthesized("baseline", { "a.yaml": example });
  const baseline = templateOf(out, "kith-account-baseline-111122223333-us-east-1");
  expect(
    Object.values(baseline.Resources)
      .map(({ Type }) => Type)
      .sort(),
  ).toEqual(["AWS::ApiGateway::Account", "AWS::IAM::Role", "AWS::Logs::ResourcePolicy"]);
  expect(ofType(template, "AWS::ApiGateway::Account")).toEqual([]);
});
