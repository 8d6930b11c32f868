import { UnsecuredJWT } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { askedBy, handlerOf, problemIn, proxyEvent, reading } from "./kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "./kit/tenant.ts";
import { claimsOf, clients, issuers, poolKeys, sign, type TokenFacts, tokenFacts } from "./kit/tokens.ts";

let tenant: TestTenant;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const facts = (): TokenFacts => tokenFacts("members", "maria", tenant.clock.now);
const refusal = async (event: object) => problemIn(await handlerOf(tenant)(event));
/** A request with this token and these claims, each as the test wants it. */
const withToken = (token: string | undefined, claims: unknown = claimsOf(facts())): object =>
  proxyEvent({
    ...reading(tenant.heart),
    claims,
    ...(token === undefined ? {} : { headers: { authorization: [`Bearer ${token}`] } }),
  });
const refused = [401, "token-refused"];

describe("a token that the pool signed", () => {
  it("lets its member in, whatever the case of the scheme", async () => {
    const event = proxyEvent({
      ...reading(tenant.heart),
      claims: claimsOf(facts()),
      headers: { AUTHORIZATION: [`bearer ${await sign(facts(), "members")}`] },
    });
    expect(await handlerOf(tenant)(event)).toMatchObject({ statusCode: 200 });
  });
});

describe("the token itself", () => {
  it("is required beside the claims of the gateway", async () => {
    expect(await refusal(withToken(undefined))).toEqual(refused);
  });
  it("is refused when it stands there twice", async () => {
    const value = `Bearer ${await sign(facts(), "members")}`;
    const event = proxyEvent({
      ...reading(tenant.heart),
      claims: claimsOf(facts()),
      headers: { Authorization: [value, value] },
    });
    expect(await refusal(event)).toEqual(refused);
  });
  it("is refused when another key signed it under the pool's key id", async () => {
    expect(await refusal(withToken(await sign(facts(), "foreign", "members")))).toEqual(refused);
  });
  it("is refused when its key id is unknown", async () => {
    expect(await refusal(withToken(await sign(facts(), "foreign")))).toEqual(refused);
  });
  it("is refused when the other pool signed it", async () => {
    expect(await refusal(withToken(await sign(facts(), "workforce")))).toEqual(refused);
  });
  it("is refused unsigned", async () => {
    expect(await refusal(withToken(new UnsecuredJWT({ ...facts() }).encode()))).toEqual(refused);
  });
  it("is refused when its signature is cut off", async () => {
    const token = await sign(facts(), "members");
    expect(await refusal(withToken(token.slice(0, token.lastIndexOf(".") + 1)))).toEqual(refused);
  });
  it.each(["", "x", "a.b.c", "é.é.é"])("is refused when it is %j", async (token) => {
    expect(await refusal(withToken(token))).toEqual(refused);
  });
});

describe("what token and claims say alike", () => {
  const alike = async (said: Partial<TokenFacts>) => {
    const all = { ...facts(), ...said };
    return refusal(withToken(await sign(all, "members"), claimsOf(all)));
  };
  it("is refused from another issuer", async () => {
    expect(await alike({ iss: `${issuers.members}x` })).toEqual(refused);
  });
  it("is refused from the members' pool under the issuer of the workforce", async () => {
    expect(await alike({ iss: issuers.workforce, client_id: clients.workforce })).toEqual(refused);
  });
  it("is refused for an app client that the pool does not have", async () => {
    expect(await alike({ client_id: "somebody-elses-client" })).toEqual(refused);
  });
  it("is refused for the app client of the other pool", async () => {
    expect(await alike({ client_id: clients.workforce })).toEqual(refused);
  });
  it("is refused as an id token", async () => {
    expect(await alike({ token_use: "id" })).toEqual(refused);
  });
  it("is refused from the second at which it expires", async () => {
    const now = Math.floor(tenant.clock.now / 1_000);
    expect(await alike({ exp: now })).toEqual(refused);
    expect(await alike({ exp: now - 1 })).toEqual(refused);
  });
  it("is refused without the scope of the route", async () => {
    expect(await alike({ scope: "openid" })).toEqual([403, "not-allowed"]);
    expect(await alike({ scope: "kith/community.read" })).toEqual([403, "not-allowed"]);
  });
  it("is refused with a scope that the token's pool does not give", async () => {
    const event = await askedBy(
      maria,
      { method: "GET", resource: "/v1/audit/events", query: { from: ["2026-01-01"], to: ["2026-01-01"] } },
      tenant,
      { scope: "kith/community kith/audit.read" },
    );
    expect(await refusal(event)).toEqual([403, "not-allowed"]);
  });
});

describe("claims of the gateway", () => {
  const others: readonly (readonly [keyof TokenFacts, string])[] = [
    ["sub", "joe"],
    ["client_id", "members-other-client"],
    ["jti", "jti-joe"],
    ["scope", "kith/community kith/team"],
    ["exp", "Fri Jan 01 00:00:00 UTC 2100"],
    ["iat", "Thu Jan 01 00:00:00 UTC 2026"],
    ["iss", issuers.workforce],
  ];
  it.each(others)("are refused when %s is not what the token says", async (name, value) => {
    const claims = { ...claimsOf(facts()), [name]: value };
    expect(await refusal(withToken(await sign(facts(), "members"), claims))).toEqual(refused);
  });
  it.each(Object.keys(tokenFacts("members", "maria", 0)))("are refused without %s", async (name) => {
    const { [name]: _, ...claims } = claimsOf(facts());
    expect(await refusal(withToken(await sign(facts(), "members"), claims))).toEqual(refused);
  });
  it.each([
    ["exp", "1784514532"],
    ["iat", "2026-07-20T02:28:52Z"],
    ["auth_time", "Mon Jul 20 02:28:52 UTC 2026"],
    ["exp", "Mon Jul 20 02:28:52 GMT 2026"],
    ["iat", "Mon Jul 32 02:28:52 UTC 2026"],
  ])("are refused when %s has the form %j", async (name, value) => {
    const claims = { ...claimsOf(facts()), [name]: value };
    expect(await refusal(withToken(await sign(facts(), "members"), claims))).toEqual(refused);
  });
  it.each([undefined, null, "claims", 7, []])("are refused when they are %j", async (claims) => {
    const event = proxyEvent({
      ...reading(tenant.heart),
      claims,
      headers: { Authorization: [`Bearer ${await sign(facts(), "members")}`] },
    });
    expect(await refusal(event)).toEqual(refused);
  });
});

describe("the pools' keys", () => {
  it("hold one by one: without a pool's keys nobody of it comes in", async () => {
    const platform = { ...tenant.platform, poolKeys: async () => poolKeys.slice(1) };
    const event = withToken(await sign(facts(), "members"));
    expect(problemIn(await handlerOf({ ...tenant, platform })(event))).toEqual(refused);
  });
});

describe("a refused token", () => {
  it("leaves an event of a denial that names nobody", async () => {
    await refusal(withToken("x"));
    expect(tenant.events).toEqual([
      expect.objectContaining({
        action: "message.read",
        outcome: "denied",
        actor: undefined,
        subjects: [],
        extra: { problem: "token-refused" },
      }),
    ]);
  });
});
