import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { refreshTokenGrant, tokenRevocation } from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discover, signInAs } from "../../../local/cognito/client.ts";
import { type SignIn, startSignIn } from "../../../local/cognito/sign-in.ts";
import {
  ana,
  membersIssuer,
  membersPoolArn,
  membersPoolId,
  nurse,
  poolResources,
  stackOf,
  workforcePoolId,
} from "./stack.ts";

const callback = "http://127.0.0.1:49152/callback";
const now = new Date("2026-07-20T02:28:52.700Z");
const nowSeconds = 1784514532;

let signIn: SignIn;

beforeAll(async () => {
  signIn = await startSignIn({
    stack: stackOf(...poolResources),
    people: [ana, nurse],
    dataFolder: null,
    clock: () => now,
  });
});

afterAll(() => signIn.close());

const signInAna = (scopes = ["openid", "email", "kith/community"], redirect = callback) =>
  signInAs(signIn.issuerUrl(membersPoolId), "membersweb", "ana", scopes, redirect);

const authorize = (parameters: Readonly<Record<string, string>>) =>
  fetch(
    `${signIn.issuerUrl(membersPoolId)}/oauth2/authorize?${new URLSearchParams({
      client_id: "membersweb",
      redirect_uri: callback,
      response_type: "code",
      scope: "openid",
      code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256",
      ...parameters,
    })}`,
    { redirect: "manual" },
  );

const errorOf = (response: Response) =>
  new URL(response.headers.get("location") ?? "").searchParams.get("error");

describe("the tokens of a sign-in", () => {
  it("give an access token exactly in Cognito's form", async () => {
    const { accessToken } = await signInAna();
    expect(decodeProtectedHeader(accessToken)).toEqual({ alg: "RS256", kid: expect.any(String) });
    expect(decodeJwt(accessToken)).toEqual({
      sub: ana.sub,
      iss: membersIssuer,
      version: 2,
      client_id: "membersweb",
      origin_jti: expect.any(String),
      event_id: expect.any(String),
      token_use: "access",
      scope: "openid email kith/community",
      auth_time: expect.any(Number),
      exp: nowSeconds + 900,
      iat: nowSeconds,
      jti: expect.any(String),
      username: "ana",
    });
  });

  it("move the time of the sign-in with the clock", async () => {
    const { auth_time } = decodeJwt<{ auth_time: number }>((await signInAna()).accessToken);
    expect(Math.abs(auth_time - nowSeconds)).toBeLessThan(60);
  });

  it("verify with the keys that the pool publishes under Cognito's path", async () => {
    const { accessToken } = await signInAna();
    const published = await fetch(`${signIn.issuerUrl(membersPoolId)}/.well-known/jwks.json`);
    const keys = createLocalJWKSet(JSON.parse(await published.text()));
    const verified = await jwtVerify(accessToken, keys, { issuer: membersIssuer, currentDate: now });
    expect(verified.payload.sub).toBe(ana.sub);
  });

  it("last an hour where the client says nothing", async () => {
    const issuer = signIn.issuerUrl(workforcePoolId);
    const { accessToken } = await signInAs(
      issuer,
      "workforceweb",
      "nurse",
      ["openid", "kith/team"],
      callback,
    );
    expect(decodeJwt(accessToken).exp).toBe(nowSeconds + 3600);
  });

  it("include an ID token that names its own use", async () => {
    const claims = decodeJwt((await signInAna()).idToken);
    expect(claims).toMatchObject({ token_use: "id", aud: "membersweb", sub: ana.sub, email: ana.email });
    expect(claims.iss).toBe(signIn.issuerUrl(membersPoolId));
  });

  it("are refreshed with the same origin and scopes", async () => {
    const first = await signInAna();
    const client = await discover(signIn.issuerUrl(membersPoolId), "membersweb");
    const second = await refreshTokenGrant(client, first.refreshToken);
    const [before, after] = [decodeJwt(first.accessToken), decodeJwt(second.access_token)];
    expect(after).toMatchObject({
      origin_jti: before.origin_jti,
      scope: before.scope,
      auth_time: before.auth_time,
    });
    expect(after.jti).not.toBe(before.jti);
  });

  it("are not refreshed after the refresh token is revoked", async () => {
    const { refreshToken } = await signInAna();
    const client = await discover(signIn.issuerUrl(membersPoolId), "membersweb");
    await tokenRevocation(client, refreshToken);
    await expect(refreshTokenGrant(client, refreshToken)).rejects.toThrow();
  });

  it("are those of the person's own pool", async () => {
    const member = await signInAna();
    const issuer = signIn.issuerUrl(workforcePoolId);
    const worker = await signInAs(issuer, "workforceweb", "nurse", ["openid"], callback);
    expect(decodeJwt(member.accessToken).sub).not.toBe(decodeJwt(worker.accessToken).sub);
  });
});

describe("discovery", () => {
  it("names this machine, PKCE in S256 alone and public clients alone", async () => {
    const metadata = (await discover(signIn.issuerUrl(membersPoolId), "membersweb")).serverMetadata();
    expect(metadata).toMatchObject({
      issuer: signIn.issuerUrl(membersPoolId),
      authorization_endpoint: `${signIn.issuerUrl(membersPoolId)}/oauth2/authorize`,
      token_endpoint: `${signIn.issuerUrl(membersPoolId)}/oauth2/token`,
      jwks_uri: `${signIn.issuerUrl(membersPoolId)}/.well-known/jwks.json`,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
      scopes_supported: ["openid", "email", "profile", "kith/community"],
    });
  });
});

describe("the authorization endpoint", () => {
  it("sends back to the callback of the template", async () => {
    const tokens = await signInAna(["openid"], "https://community.example.org/signed-in");
    expect(decodeJwt(tokens.accessToken).scope).toBe("openid");
  });

  it("sends back to any port of this machine", async () => {
    await expect(signInAna(["openid"], "http://localhost:3/x")).resolves.toBeDefined();
  });

  it.each(["https://elsewhere.example.org/", "http://127.0.0.1.example.org/", "https://127.0.0.1/"])(
    "refuses the callback %s",
    async (redirect_uri) => {
      const response = await authorize({ redirect_uri });
      expect(response.status).toBe(400);
      expect(response.headers.get("location")).toBeNull();
    },
  );

  it("refuses a scope of another pool", async () => {
    await expect(signInAna(["openid", "kith/team"])).rejects.toThrow("invalid_scope");
  });

  it("refuses a scope that nobody defines", async () => {
    await expect(signInAna(["openid", "kith/everything"])).rejects.toThrow("invalid_scope");
  });

  it("refuses a scope of OpenID that the client may not ask for", async () => {
    await expect(signInAna(["openid", "phone"])).rejects.toThrow("invalid_scope");
  });

  it("refuses another resource than the pool's", async () => {
    expect(errorOf(await authorize({ resource: "https://elsewhere.example.org/" }))).toBe("invalid_target");
  });

  it("refuses a request without PKCE", async () => {
    expect(errorOf(await authorize({ code_challenge: "", code_challenge_method: "" }))).toBe(
      "invalid_request",
    );
  });

  it("refuses PKCE in the clear", async () => {
    expect(errorOf(await authorize({ code_challenge_method: "plain" }))).toBe("invalid_request");
  });

  it("refuses the implicit flow", async () => {
    const response = await authorize({ response_type: "token" });
    expect(response.headers.get("location") ?? "").not.toContain("access_token");
    expect(await response.text()).not.toContain("access_token");
  });

  it("refuses a client of another pool", async () => {
    expect((await authorize({ client_id: "workforceweb" })).status).toBe(400);
  });
});

describe("the sign-in page", () => {
  const open = async () => {
    const start = await authorize({});
    const cookie = start.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
    return { url: new URL(start.headers.get("location") ?? "", signIn.url), headers: { cookie } };
  };

  it("lists the people of its pool, escaped, and loads nothing from elsewhere", async () => {
    const { url, headers } = await open();
    const html = await (await fetch(url, { headers })).text();
    expect(html).toContain("Ana &lt;Lima&gt;");
    expect(html).not.toContain("Noor");
    expect(html).not.toMatch(/https?:\/\//);
  });

  it("refuses a person of another pool", async () => {
    const { url, headers } = await open();
    const body = new URLSearchParams({ username: "nurse" });
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(400);
  });

  it("refuses someone whose browser did not start the sign-in", async () => {
    const { url } = await open();
    expect((await fetch(url)).status).toBe(400);
  });

  it("knows nothing outside its pools", async () => {
    expect((await fetch(`${signIn.url}/us-east-1_Unknown/.well-known/jwks.json`)).status).toBe(404);
  });
});

describe("people", () => {
  it("sign in as soon as they are added", async () => {
    signIn.addPerson({ ...ana, sub: "new-sub", username: "ben", email: "ben@example.org" });
    const { accessToken } = await signInAs(
      signIn.issuerUrl(membersPoolId),
      "membersweb",
      "ben",
      ["openid"],
      callback,
    );
    expect(decodeJwt(accessToken).sub).toBe("new-sub");
  });

  it("are refused when their username is taken", () => {
    expect(() => signIn.addPerson({ ...ana, sub: "another" })).toThrow("username or sub of another");
  });
});

describe("minted tokens", () => {
  const keys = () => createLocalJWKSet(signIn.jwksOf(membersPoolArn));
  const verify = (token: string) => jwtVerify(token, keys(), { issuer: membersIssuer, currentDate: now });

  it("are valid until something of them is replaced", async () => {
    await expect(verify(await signIn.mint(membersPoolId, {}))).resolves.toBeDefined();
  });

  it("carry what replaces a claim", async () => {
    await expect(verify(await signIn.mint(membersPoolId, { exp: nowSeconds - 1 }))).rejects.toThrow("exp");
  });

  it("can be unsigned", async () => {
    expect(decodeProtectedHeader(await signIn.mint(membersPoolId, {}, "unsigned")).alg).toBe("none");
  });

  it("can be signed by another key under the pool's key id", async () => {
    const token = await signIn.mint(membersPoolId, {}, "other key");
    expect(decodeProtectedHeader(token).kid).toBe(signIn.jwksOf(membersPoolArn).keys[0]?.kid);
    await expect(verify(token)).rejects.toThrow("signature");
  });
});
