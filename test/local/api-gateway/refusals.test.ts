import { decodeJwt, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { membersPoolArn, membersPoolId, workforcePoolId } from "../cognito/stack.ts";
import { running, seconds, withToken } from "./running.ts";

const { target, signIn, gateway, send, sendRaw, tokens, expectRefused } = running();

let token: string;

beforeAll(async () => {
  token = (await tokens()).accessToken;
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
    const expired = await signIn().mint(membersPoolId, { exp: seconds - 1 });
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
    const bad = await signIn().mint(membersPoolId, claims, signature);
    expectRefused(await send("/v1/programs/1", withToken(bad)), 401, "UNAUTHORIZED", "Unauthorized");
  });

  it("a token whose algorithm is the public key's secret", async () => {
    const keys = signIn().jwksOf(membersPoolArn);
    const claims = decodeJwt(await signIn().mint(membersPoolId, {}));
    const secret = new TextEncoder().encode(JSON.stringify(keys.keys[0]));
    const header = { alg: "HS256", kid: keys.keys[0]?.kid ?? "" };
    const bad = await new SignJWT(claims).setProtectedHeader(header).sign(secret);
    expectRefused(await send("/v1/programs/1", withToken(bad)), 401, "UNAUTHORIZED", "Unauthorized");
  });

  it("an ID token of a real sign-in", async () => {
    const { idToken } = await tokens();
    expectRefused(await send("/v1/programs/1", withToken(idToken)), 401, "UNAUTHORIZED", "Unauthorized");
  });

  it("a token without the scope", async () => {
    const message = "User is not authorized to access this resource";
    expectRefused(await send("/v1/audit", withToken(token)), 403, "ACCESS_DENIED", message);
  });

  it("a token without any scope", async () => {
    const bad = await signIn().mint(membersPoolId, { scope: undefined });
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
      const before = gateway().accessLog().length;
      expect(await sendRaw(`/prod${path}`)).toBe(400);
      expect(gateway().accessLog()).toHaveLength(before + 1);
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
      413,
      "REQUEST_TOO_LARGE",
    );
  });

  it("another stage, with nothing in the access log of this one", async () => {
    const before = gateway().accessLog().length;
    expect(await sendRaw("/.well-known/oauth-protected-resource")).toBe(403);
    expect(await sendRaw("/production/v1/health")).toBe(403);
    expect(gateway().accessLog()).toHaveLength(before);
  });
});
