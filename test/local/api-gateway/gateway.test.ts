import { request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { decodeJwt, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Gateway, startGateway } from "../../../local/api-gateway/gateway.ts";
import { signInAs } from "../../../local/cognito/client.ts";
import { type SignIn, startSignIn } from "../../../local/cognito/sign-in.ts";
import { ana, membersPoolArn, membersPoolId, nurse, workforcePoolId } from "../cognito/stack.ts";
import { exampleStack, recorder } from "./example.ts";

const now = new Date("2026-07-20T02:28:52.700Z");
const seconds = Math.floor(now.getTime() / 1000);
const stack = exampleStack();
const target = recorder();
const faults: unknown[] = [];

let signIn: SignIn;
let gateway: Gateway;
let token: string;

beforeAll(async () => {
  const clock = () => now;
  signIn = await startSignIn({ stack, people: [ana, nurse], dataFolder: null, clock });
  gateway = await startGateway({
    stack,
    invoke: target.invoke,
    jwksOf: signIn.jwksOf,
    clock,
    onFault: (error) => faults.push(error),
  });
  const scopes = ["openid", "kith/community"];
  token = (await signInAs(signIn.issuerUrl(membersPoolId), "membersweb", "ana", scopes, "http://127.0.0.1/"))
    .accessToken;
});

afterAll(() => Promise.all([gateway.close(), signIn.close()]));

beforeEach(() => {
  target.events.length = 0;
  target.answers({ payload: '{"statusCode":200,"body":"{}"}' });
});

interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly lines: readonly Record<string, string>[];
}

/** One request over HTTP, with the access-log lines that it left. */
async function send(path: string, init: RequestInit = {}): Promise<Seen> {
  const before = gateway.accessLog().length;
  const response = await fetch(`${gateway.apiUrl}${path}`, init);
  const body = await response.text();
  const lines = gateway
    .accessLog()
    .slice(before)
    .map((line): Record<string, string> => JSON.parse(line));
  return { status: response.status, headers: response.headers, body, lines };
}

/** One request whose target and headers go out untouched. */
async function sendRaw(path: string, headers: readonly string[] = []): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const { host, port, hostname } = new URL(gateway.url);
  httpRequest({ hostname, port, path, headers: ["Host", host, ...headers] }, async (response) => {
    await text(response);
    resolve(response.statusCode ?? 0);
  })
    .on("error", reject)
    .end();
  return promise;
}

const withToken = (value: string): RequestInit => ({ headers: { authorization: `Bearer ${value}` } });

/** Every refusal: no function ran, one line, and what the line says. */
function expectRefused(seen: Seen, status: number, responseType: string, authorizerError = "-"): void {
  expect(target.events).toEqual([]);
  expect(seen.status).toBe(status);
  expect(seen.lines).toHaveLength(1);
  expect(seen.lines[0]).toMatchObject({
    status: String(status),
    responseType,
    authorizerError,
    sourceIp: "127.0.0.1",
  });
}

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
            domainName: new URL(gateway.url).host,
            deploymentId: "dep1",
            apiId: "api123",
          },
          body: null,
          isBase64Encoded: false,
        },
      },
    ]);
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

describe("the way to a function", () => {
  it.each([
    ["/v1/programs/open", "/v1/programs/open"],
    ["/v1/files/a/b/c", "/v1/files/{proxy+}"],
  ])("of %s leads to %s", async (path, resource) => {
    await send(path);
    expect(target.events).toMatchObject([{ event: { resource } }]);
  });

  it("takes a token without the word Bearer", async () => {
    expect((await send("/v1/programs/1", { headers: { authorization: token } })).status).toBe(200);
  });

  it("takes a token of the second pool", async () => {
    const issuer = signIn.issuerUrl(workforcePoolId);
    const { accessToken } = await signInAs(
      issuer,
      "workforceweb",
      "nurse",
      ["openid", "kith/team"],
      "http://127.0.0.1/",
    );
    expect((await send("/v1/programs/1", withToken(accessToken))).status).toBe(200);
  });

  it("leaves one line in the access log, with - for what is unknown", async () => {
    const { lines, headers } = await send("/v1/health", { headers: { "User-Agent": 'a"b\\c' } });
    expect(lines).toEqual([
      {
        requestId: headers.get("x-amzn-requestid"),
        responseType: "-",
        authorizerError: "-",
        sourceIp: "127.0.0.1",
        method: "GET",
        resourcePath: "/v1/health",
        status: "200",
        length: "2",
        userAgent: 'a"b\\c',
        unknown: "-",
      },
    ]);
  });
});

describe("the gateway refuses, without calling the function", () => {
  it("a request without a token", async () => {
    expectRefused(await send("/v1/programs/1"), 401, "UNAUTHORIZED", "Unauthorized");
  });

  it.each(["Bearer", "Bearer not-a-token", "Basic YTpi", "Bearer a.b.c"])(
    "the header %s",
    async (authorization) => {
      expectRefused(
        await send("/v1/programs/1", { headers: { authorization } }),
        401,
        "UNAUTHORIZED",
        "Unauthorized",
      );
    },
  );

  it("an expired token", async () => {
    const expired = await signIn.mint(membersPoolId, { exp: seconds - 1 });
    expectRefused(
      await send("/v1/programs/1", withToken(expired)),
      401,
      "UNAUTHORIZED",
      "The incoming token has expired",
    );
  });

  it.each([
    ["an unsigned token", {}, "unsigned"],
    ["a token signed by another key", {}, "other key"],
    ["a token of another issuer", { iss: "https://issuer.example.org" }, "own"],
    [
      "a token of an unknown pool",
      { iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Unknown00" },
      "own",
    ],
    [
      "a token that names the other pool",
      { iss: `https://cognito-idp.us-east-1.amazonaws.com/${workforcePoolId}` },
      "own",
    ],
    ["a token without an issuer", { iss: undefined }, "own"],
    ["a token without an expiry", { exp: undefined }, "own"],
    ["an ID token", { token_use: "id" }, "own"],
    ["a token of no use", { token_use: undefined }, "own"],
  ] as const)("%s", async (_, claims, signature) => {
    const bad = await signIn.mint(membersPoolId, claims, signature);
    expectRefused(await send("/v1/programs/1", withToken(bad)), 401, "UNAUTHORIZED", "Unauthorized");
  });

  it("a token whose algorithm is the public key's secret", async () => {
    const keys = signIn.jwksOf(membersPoolArn);
    const claims = decodeJwt(await signIn.mint(membersPoolId, {}));
    const secret = new TextEncoder().encode(JSON.stringify(keys.keys[0]));
    const header = { alg: "HS256", kid: keys.keys[0]?.kid ?? "" };
    const bad = await new SignJWT(claims).setProtectedHeader(header).sign(secret);
    expectRefused(await send("/v1/programs/1", withToken(bad)), 401, "UNAUTHORIZED", "Unauthorized");
  });

  it("an ID token of a real sign-in", async () => {
    const issuer = signIn.issuerUrl(membersPoolId);
    const { idToken } = await signInAs(issuer, "membersweb", "ana", ["openid"], "http://127.0.0.1/");
    expectRefused(await send("/v1/programs/1", withToken(idToken)), 401, "UNAUTHORIZED", "Unauthorized");
  });

  it("a token without the scope", async () => {
    const message = "User is not authorized to access this resource";
    expectRefused(await send("/v1/audit", withToken(token)), 403, "ACCESS_DENIED", message);
  });

  it("a token without any scope", async () => {
    const bad = await signIn.mint(membersPoolId, { scope: undefined });
    const message = "User is not authorized to access this resource";
    expectRefused(await send("/v1/programs/1", withToken(bad)), 403, "ACCESS_DENIED", message);
  });

  it.each(["/v1/unknown", "/v1/programs/1/2", "/v1/programs/", "/v1", "", "/v1/files/"])(
    "the path %s",
    async (path) => {
      expectRefused(await send(path, withToken(token)), 404, "MISSING_AUTHENTICATION_TOKEN");
    },
  );

  it("a method that the path does not have", async () => {
    expectRefused(await send("/v1/health", { method: "DELETE" }), 404, "MISSING_AUTHENTICATION_TOKEN");
  });

  it("a body over 10 MB", async () => {
    const body = "x".repeat(10 * 1024 * 1024 + 1);
    expectRefused(
      await send("/v1/programs", { ...withToken(token), method: "POST", body }),
      413,
      "REQUEST_TOO_LARGE",
    );
  });

  it("more requests than the method's burst", async () => {
    const statuses = [(await send("/v1/rare")).status, (await send("/v1/rare")).status];
    target.events.length = 0;
    expect(statuses).toEqual([200, 200]);
    expectRefused(await send("/v1/rare"), 429, "THROTTLED");
  });

  it.each(["/v1/health?x=|", "/v1/health?x={}", "/v1/programs/a|b", "/v1/programs/%zz", "/v1/health?x=%"])(
    "the URL %s",
    async (path) => {
      const before = gateway.accessLog().length;
      expect(await sendRaw(`/prod${path}`)).toBe(400);
      expect(gateway.accessLog()).toHaveLength(before + 1);
      expect(target.events).toEqual([]);
    },
  );

  it("a function that the template does not permit it to call", async () => {
    expectRefused(await send("/v1/forbidden"), 500, "API_CONFIGURATION_ERROR");
  });

  it("a request and its own fields that make more than 6 MB", async () => {
    const body = "x".repeat(6 * 1024 * 1024);
    expectRefused(
      await send("/v1/programs", { ...withToken(token), method: "POST", body }),
      502,
      "DEFAULT_5XX",
    );
  });

  it("another stage, with nothing in the access log of this one", async () => {
    const before = gateway.accessLog().length;
    expect(await sendRaw("/.well-known/oauth-protected-resource")).toBe(403);
    expect(await sendRaw("/production/v1/health")).toBe(403);
    expect(gateway.accessLog()).toHaveLength(before);
  });
});

describe("the answer", () => {
  const answer = (value: unknown) => target.answers({ payload: JSON.stringify(value) });

  it("carries status, headers and body of the function", async () => {
    answer({
      statusCode: 201,
      headers: { ETag: '"1"', "X-Number": 3 },
      multiValueHeaders: { Link: ["<a>", "<b>"] },
      body: "ñ",
    });
    const seen = await send("/v1/health");
    expect([seen.status, seen.body]).toEqual([201, "ñ"]);
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      etag: '"1"',
      "x-number": "3",
      link: "<a>, <b>",
    });
    expect(seen.lines).toMatchObject([{ length: "2" }]);
  });

  it("carries the identifiers of API Gateway", async () => {
    const { headers } = await send("/v1/health");
    expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("x-amz-apigw-id")).toMatch(/=$/);
  });

  it("is JSON where the function names no type", async () => {
    expect((await send("/v1/health")).headers.get("content-type")).toBe("application/json");
  });

  it.each(["WWW-Authenticate", "Date", "Server", "Content-Length"])(
    "carries a function's %s under another name",
    async (name) => {
      answer({ statusCode: 200, headers: { [name]: "7" }, body: "longer" });
      const seen = await send("/v1/health");
      expect(seen.headers.get(`x-amzn-remapped-${name}`)).toBe("7");
      expect(seen.headers.get(name)).not.toBe("7");
      expect(seen.body).toBe("longer");
    },
  );

  it("carries no Transfer-Encoding of a function", async () => {
    answer({ statusCode: 200, headers: { "Transfer-Encoding": "chunked" }, body: "x" });
    const { headers, body } = await send("/v1/health");
    expect([headers.get("transfer-encoding"), headers.get("content-length"), body]).toEqual([null, "1", "x"]);
  });

  it("carries a body in base64 as it is: the API has no binary types", async () => {
    answer({ statusCode: 200, body: "AQID", isBase64Encoded: true });
    expect((await send("/v1/health")).body).toBe("AQID");
  });

  it("has no body at 204", async () => {
    answer({ statusCode: 204 });
    const seen = await send("/v1/health");
    expect([seen.status, seen.body, seen.headers.get("content-length")]).toEqual([204, "", null]);
  });

  it.each([
    ["no JSON", "not json"],
    ["JSON null", "null"],
    ["no status", '{"body":"x"}'],
    ["a body that is no text", '{"statusCode":200,"body":{}}'],
    ["a field that proxy integrations do not have", '{"statusCode":200,"cookies":[]}'],
    ["a header that is no text", '{"statusCode":200,"headers":{"x":{}}}'],
    ["a header with a line break", '{"statusCode":200,"headers":{"x":"a\\r\\nb"}}'],
    ["a status that HTTP does not have", '{"statusCode":20}'],
    ["more than 6 MB", JSON.stringify({ statusCode: 200, body: "x".repeat(6 * 1024 * 1024) })],
  ])("is 502 when the function answers %s", async (_, payload) => {
    target.answers({ payload });
    const seen = await send("/v1/health");
    expect([seen.status, seen.body]).toEqual([502, '{"message":"Internal server error"}']);
    expect(seen.lines).toMatchObject([{ status: "502", resourcePath: "/v1/health" }]);
  });

  it.each(["Unhandled", "Timeout", "Crash", "TooLarge"] as const)(
    "is 502 when the function ends as %s",
    async (failure) => {
      target.answers({ payload: '{"statusCode":200}', failure });
      expect((await send("/v1/health")).status).toBe(502);
    },
  );

  it("is 504 when the function takes longer than the integration allows", async () => {
    target.answers(new Promise(() => undefined));
    const seen = await send("/v1/slow");
    expect([seen.status, seen.body]).toEqual([504, '{"message":"Endpoint request timed out"}']);
    expect(seen.lines).toMatchObject([{ responseType: "INTEGRATION_TIMEOUT" }]);
  });

  it("is 500 when the machinery breaks, and says so to whom it was started by", async () => {
    const failing = Promise.reject(new Error("broken"));
    failing.catch(() => undefined);
    target.answers(failing);
    expect((await send("/v1/health")).status).toBe(500);
    expect(faults).toMatchObject([{ message: "broken" }]);
  });

  it("to OPTIONS comes from the mock integration", async () => {
    const seen = await send("/v1/health", { method: "OPTIONS" });
    expect(seen.status).toBe(204);
    expect(seen.headers.get("access-control-allow-origin")).toBe("https://app.example.org");
    expect(target.events).toEqual([]);
  });

  it("to a refused request is the API's own gateway response", async () => {
    const seen = await send("/v1/programs/1");
    const id = seen.headers.get("x-amzn-requestid");
    expect(seen.headers.get("content-type")).toBe("application/problem+json");
    expect(seen.headers.get("x-request")).toBe(id);
    expect(JSON.parse(seen.body)).toEqual({ status: 401, requestId: id });
  });
});
