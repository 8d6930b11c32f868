import { beforeAll, describe, expect, it } from "vitest";
import { ana } from "../cognito/stack.ts";
import { now, running, withToken } from "./running.ts";

const { target, gateway, send, sendRaw, tokens } = running();

let token: string;

beforeAll(async () => {
  token = (await tokens()).accessToken;
});

describe("the event of a function", () => {
  it("is exactly that of a REST API's proxy integration", async () => {
    const seen = await send("/v1/programs/a%20b?x=1&x=2&y=%C3%A9", {
      headers: { authorization: `Bearer ${token}`, "User-Agent": "test", Accept: "application/json" },
    });
    expect(seen.status).toBe(200);
    expect(target.events).toEqual([
      {
        name: "example-people",
        event: {
          resource: "/v1/programs/{programId}",
          path: "/v1/programs/a%20b",
          httpMethod: "GET",
          headers: expect.objectContaining({ "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1" }),
          multiValueHeaders: expect.objectContaining({ "X-Forwarded-Proto": ["https"] }),
          queryStringParameters: { x: "2", y: "é" },
          multiValueQueryStringParameters: { x: ["1", "2"], y: ["é"] },
          pathParameters: { programId: "a b" },
          stageVariables: null,
          requestContext: {
            resourceId: expect.stringMatching(/^[0-9a-z]{6}$/),
            authorizer: { claims: expect.any(Object) },
            resourcePath: "/v1/programs/{programId}",
            httpMethod: "GET",
            extendedRequestId: seen.headers.get("x-amz-apigw-id"),
            requestTime: "20/Jul/2026:02:28:52 +0000",
            path: "/prod/v1/programs/a%20b",
            accountId: "111122223333",
            protocol: "HTTP/1.1",
            stage: "prod",
            domainPrefix: "api123",
            requestTimeEpoch: now.getTime(),
            requestId: seen.headers.get("x-amzn-requestid"),
            identity: {
              cognitoIdentityPoolId: null,
              accountId: null,
              cognitoIdentityId: null,
              caller: null,
              sourceIp: "127.0.0.1",
              principalOrgId: null,
              accessKey: null,
              cognitoAuthenticationType: null,
              cognitoAuthenticationProvider: null,
              userArn: null,
              userAgent: "test",
              user: null,
            },
            domainName: new URL(gateway().url).host,
            deploymentId: "dep1",
            apiId: "api123",
          },
          body: null,
          isBase64Encoded: false,
        },
      },
    ]);
  });

  it("goes on with the trace that the client has begun, and begins one otherwise", async () => {
    const root = "Root=1-5759e988-bd862e3fe1be46a994272793";
    const init = withToken(token);
    await send("/v1/programs/1", { headers: { ...init.headers, "X-Amzn-Trace-Id": `${root};Sampled=1` } });
    await send("/v1/programs/1", { headers: { ...init.headers, "X-Amzn-Trace-Id": "Root=nonsense" } });
    await send("/v1/programs/1", init);
    const [known, ...others] = target.events.map((seen) => Object(seen).event.headers["X-Amzn-Trace-Id"]);
    expect(known).toBe(root);
    for (const trace of others) expect(trace).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(new Set([known, ...others]).size).toBe(3);
  });

  it("carries the claims of an access token as text, its times as Java's dates", async () => {
    await send("/v1/programs/1", withToken(token));
    expect(target.events).toMatchObject([
      {
        event: {
          requestContext: {
            authorizer: {
              claims: {
                sub: ana.sub,
                token_use: "access",
                scope: "openid kith/community",
                client_id: "membersweb",
                username: "ana",
                version: "2",
                iat: "Mon Jul 20 02:28:52 UTC 2026",
                exp: "Mon Jul 20 02:43:52 UTC 2026",
                auth_time: expect.stringMatching(/^\d{10}$/),
              },
            },
          },
        },
      },
    ]);
    expect(JSON.stringify(target.events)).not.toContain('"aud"');
  });

  it("has null where there is nothing, and no authorizer where none is asked for", async () => {
    await send("/v1/health");
    expect(target.events).toMatchObject([
      {
        event: {
          queryStringParameters: null,
          multiValueQueryStringParameters: null,
          pathParameters: null,
          body: null,
        },
      },
    ]);
    expect(JSON.stringify(target.events)).not.toContain('"authorizer"');
  });

  it("carries the body as sent", async () => {
    const body = '{"text":"día 😀"}';
    await send("/v1/programs", { ...withToken(token), method: "POST", body });
    expect(target.events).toMatchObject([{ event: { body, isBase64Encoded: false } }]);
  });

  it("keeps the names of headers as sent, all their values, and gives the last as the one", async () => {
    await sendRaw("/prod/v1/health", ["X-Several", "one", "X-Several", "two"]);
    expect(target.events).toMatchObject([
      { event: { headers: { "X-Several": "two" }, multiValueHeaders: { "X-Several": ["one", "two"] } } },
    ]);
  });

  it("shows no header of the connection", async () => {
    await sendRaw("/prod/v1/health", ["Connection", "keep-alive"]);
    expect(JSON.stringify(target.events).toLowerCase()).not.toContain('"connection"');
  });

  it("adds the caller behind those who forwarded before", async () => {
    await sendRaw("/prod/v1/health", ["X-Forwarded-For", "192.0.2.1"]);
    expect(target.events).toMatchObject([
      { event: { headers: { "X-Forwarded-For": "192.0.2.1, 127.0.0.1" } } },
    ]);
  });
});
