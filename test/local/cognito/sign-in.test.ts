import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { refreshTokenGrant } from "openid-client";
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

describe("the tokens of a sign-in", () => {
  it("give an access token exactly in Cognito's form", async () => {
    const { accessToken } = await signInAna();
    const claims = decodeJwt(accessToken);
    expect(decodeProtectedHeader(accessToken)).toEqual({ alg: "RS256", kid: expect.any(String) });
    expect(claims).toEqual({
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
    expect(Math.abs((claims.auth_time as number) - nowSeconds)).toBeLessThan(60);
  });
});
