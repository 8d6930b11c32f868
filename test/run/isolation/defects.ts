import { signInAs } from "../../../local/cognito/client.ts";
import { facts, tenantControl, tokenOf } from "../tenant.ts";
import { revokedToken, suspendedToken } from "./barred.ts";
import type { Expected } from "./expectation.ts";

/** A token that must not be taken, and who refuses it. */
export interface Defect {
  readonly token: () => Promise<string | undefined>;
  readonly expected: Expected;
  /** The defect is one only on routes that the members' pool does not open. */
  readonly otherPool?: true;
  /** The token is good and says whose it is: that person stands in the event. */
  readonly known?: true;
}

const day = 24 * 60 * 60;
const unauthorized: Expected = { by: "gateway", status: 401, refusal: "UNAUTHORIZED" };
const accessDenied: Expected = { by: "gateway", status: 403, refusal: "ACCESS_DENIED" };
const refused: Expected = { by: "function", status: 401, outcome: "denied" };
const notAllowed: Expected = { by: "function", status: 403, outcome: "denied" };

type Claims = Readonly<Record<string, unknown>>;
/** A token as the staff's pool would give it to Grace, but for the claims named. */
export const minted = (claims: Claims, signature: "own" | "unsigned" | "other key" = "own") =>
  tenantControl.mint("workforce", { sub: "sample-grace", username: "grace", ...claims }, signature);

const ago = (seconds: number): number => Math.floor(Date.now() / 1_000) - seconds;
const everyScope = "openid kith/community kith/team kith/audit.read kith/admin";

async function idToken(): Promise<string> {
  const { issuerUrl, clientId, scopes, redirectUri } = facts.pools.workforce;
  return (await signInAs(issuerUrl, clientId, "grace", ["openid", ...scopes], redirectUri)).idToken;
}

/** Every way in which a token can be wrong. What only Kith's own records know, the gateway cannot refuse. */
export const defects: Readonly<Record<string, Defect>> = {
  "no token": { token: async () => undefined, expected: unauthorized },
  "an id token": { token: idToken, expected: unauthorized },
  "an id token with scopes": { token: () => minted({ token_use: "id" }), expected: unauthorized },
  "a missing scope": { token: () => minted({ scope: "openid" }), expected: accessDenied },
  "a scope that only begins alike": {
    token: () => minted({ scope: "kith/communityx kith/teamx kith/audit.readx kith/adminx" }),
    expected: accessDenied,
  },
  "an expired token": { token: () => minted({ iat: ago(2 * day), exp: ago(day) }), expected: unauthorized },
  "a token without expiry": { token: () => minted({ exp: null }), expected: unauthorized },
  "the issuer of another tenant": {
    token: () => minted({ iss: facts.issuers.workforce.replace(/.$/, "0") }),
    expected: unauthorized,
  },
  "an unsigned token": { token: () => minted({}, "unsigned"), expected: unauthorized },
  "a token signed by another key": { token: () => minted({}, "other key"), expected: unauthorized },
  "the other pool's issuer over this pool's signature": {
    token: () => minted({ iss: facts.issuers.members }),
    expected: unauthorized,
  },
  "a token of the members' pool": { token: () => tokenOf("maria"), expected: accessDenied, otherPool: true },
  "a token of the members' pool with a scope it does not have": {
    token: () => tenantControl.mint("members", { sub: "sample-maria", scope: everyScope }, "own"),
    expected: notAllowed,
    otherPool: true,
  },
  "an unknown client": { token: () => minted({ client_id: "anotherclient" }), expected: refused },
  "a revoked token": { token: revokedToken, expected: refused, known: true },
  "a token of a suspended member": { token: suspendedToken, expected: notAllowed, known: true },
};
