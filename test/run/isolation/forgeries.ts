import { tokenOf } from "../tenant.ts";
import { minted } from "./defects.ts";
import { claimsIn, type Forgery } from "./invoking.ts";

type Forged = Omit<Forgery, "requestId">;

const minute = 60;
const seconds = (): number => Math.floor(Date.now() / 1_000);

/** Whose claims they are is what a forger wants to be; the token is what he has. None of it is enough. */
export const forgeries: Readonly<Record<string, () => Promise<Forged>>> = {
  "nothing at all": async () => ({ token: undefined, claims: undefined }),
  "claims without a token": async () => ({ token: undefined, claims: claimsIn(await tokenOf("grace")) }),
  "claims of someone else beside a valid token": async () => ({
    token: await tokenOf("lee"),
    claims: claimsIn(await tokenOf("grace")),
  }),
  "a valid token of someone else beside own claims": async () => ({
    token: await tokenOf("grace"),
    claims: claimsIn(await tokenOf("lee")),
  }),
  "claims of a member beside a token of the staff": async () => ({
    token: await tokenOf("grace"),
    claims: claimsIn(await tokenOf("maria")),
  }),
  "a valid token without claims": async () => ({ token: await tokenOf("grace"), claims: undefined }),
  "claims with a scope that the token does not have": async () => {
    const token = await minted({ scope: "kith/community" });
    return {
      token,
      claims: { ...claimsIn(token), scope: "kith/community kith/team kith/audit.read kith/admin" },
    };
  },
  "claims that last longer than the token": async () => {
    const token = await minted({ iat: seconds() - 30 * minute, exp: seconds() - 15 * minute });
    return { token, claims: { ...claimsIn(token), exp: claimsIn(await tokenOf("grace")).exp ?? "" } };
  },
  "an expired token and its claims": async () => {
    const token = await minted({ iat: seconds() - 30 * minute, exp: seconds() - 15 * minute });
    return { token, claims: claimsIn(token) };
  },
  "an unsigned token and its claims": async () => {
    const token = await minted({}, "unsigned");
    return { token, claims: claimsIn(token) };
  },
  "a token signed by another key and its claims": async () => {
    const token = await minted({}, "other key");
    return { token, claims: claimsIn(token) };
  },
  "an id token and its claims": async () => {
    const token = await minted({ token_use: "id" });
    return { token, claims: claimsIn(token) };
  },
  "an id token with claims of an access token": async () => {
    const token = await minted({ token_use: "id" });
    return { token, claims: { ...claimsIn(token), token_use: "access" } };
  },
};

/** What is no event of the gateway. */
export const garbage: Readonly<Record<string, unknown>> = {
  null: null,
  "a text": "GET /v1/me",
  "a number": 7,
  "a list": [{}],
  "an empty object": {},
  "an event without a request context": { resource: "/v1/me", httpMethod: "GET" },
  "a request context with no id": { resource: "/v1/me", httpMethod: "GET", requestContext: {} },
  "a request id with a line in it": {
    resource: "/v1/me",
    httpMethod: "GET",
    requestContext: { requestId: "1\n2" },
  },
  "prototype names": JSON.parse('{"__proto__": null, "constructor": {"prototype": {}}}'),
};
