import { decodeJwt } from "jose";
import { refreshTokenGrant, tokenRevocation } from "openid-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { browser, discover, signInAs, type Tokens } from "../../../local/cognito/client.ts";
import { attributes, callback, type Pools, startPools } from "./running.ts";
import { membersPoolId } from "./stack.ts";

let pools: Pools;

beforeAll(async () => {
  pools = await startPools();
});

afterAll(() => pools.close());

afterEach(() => {
  expect(pools.faults).toEqual([]);
});

const signIn = (username: string) => pools.signInTo(membersPoolId, username);
const client = () => discover(pools.signIn.issuerUrl(membersPoolId), "membersweb");
const refresh = async ({ refreshToken }: Tokens) => refreshTokenGrant(await client(), refreshToken);

const startUrl = () =>
  new URL(
    `${pools.signIn.issuerUrl(membersPoolId)}/oauth2/authorize?${new URLSearchParams({
      client_id: "membersweb",
      redirect_uri: callback,
      response_type: "code",
      scope: "openid",
      code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256",
    })}`,
  );

const locationOf = (response: Response) =>
  new URL(response.headers.get("location") ?? "none:", pools.signIn.url);

/** A browser that has come as far as the redirect that follows the choice of a person. */
async function chosen(username: string) {
  const visit = browser();
  const page = locationOf(await visit(startUrl()));
  const answer = await visit(page, { username });
  return { visit, answer };
}

/** A browser in which a person is signed in. */
async function signedIn(username: string) {
  const { visit, answer } = await chosen(username);
  await visit(locationOf(answer));
  return visit;
}

/** Whether a browser gets a code without any page. */
async function isSignedIn(visit: ReturnType<typeof browser>): Promise<boolean> {
  return locationOf(await visit(startUrl())).searchParams.has("code");
}

describe("a person whom AdminCreateUser made", () => {
  it("signs in at once, with the sub and username of the profile", async () => {
    const { User } = await pools.create("ben");
    const { accessToken } = await signIn("ben");
    expect(decodeJwt(accessToken)).toMatchObject({ sub: User?.Attributes?.[0]?.Value, username: "ben" });
  });

  it("has an ID token that says what is known of them, and no verification of an address that is none", async () => {
    const known = { email: "cy@example.org", name: "Cy", locale: "es" };
    await pools.create("cy", { UserAttributes: attributes(known) });
    const { name, locale, email, email_verified } = await idToken("cy");
    expect({ name, locale, email }).toEqual(known);
    expect(email_verified).toBeUndefined();
  });

  it("is on the sign-in page by username where no name is known", async () => {
    await pools.create("dee");
    const visit = browser();
    const page = await (await visit(locationOf(await visit(startUrl())))).text();
    expect(page).toContain('value="dee">dee<small>dee@example.org</small>');
  });

  it("signs in by any capitals of the username", async () => {
    await pools.create("Eli");
    expect(decodeJwt((await signIn("ELI")).accessToken).username).toBe("eli");
  });
});

async function idToken(username: string) {
  const issuer = pools.signIn.issuerUrl(membersPoolId);
  const scopes = ["openid", "email", "profile"];
  return decodeJwt((await signInAs(issuer, "membersweb", username, scopes, callback)).idToken);
}

describe("a person who is disabled", () => {
  it("cannot sign in, and reads so on a page", async () => {
    await pools.create("flo");
    await pools.disable("flo");
    const { answer } = await chosen("flo");
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("disabled_person")]);
    await expect(signIn("flo")).rejects.toThrow("The sign-in was refused: 403");
  });

  it("cannot use a refresh token, also not after being enabled again", async () => {
    await pools.create("gus");
    const tokens = await signIn("gus");
    await refresh(tokens);
    await pools.disable("gus");
    await expect(refresh(tokens)).rejects.toThrow();
    await pools.enable("gus");
    await expect(refresh(tokens)).rejects.toThrow();
  });

  it("is no longer signed in in any browser, also not after being enabled again", async () => {
    await pools.create("hen");
    const visit = await signedIn("hen");
    expect(await isSignedIn(visit)).toBe(true);
    await pools.disable("hen");
    expect(await isSignedIn(visit)).toBe(false);
    await pools.enable("hen");
    expect(await isSignedIn(visit)).toBe(false);
  });

  it("does not get in by a sign-in that had begun", async () => {
    await pools.create("ike");
    const { visit, answer } = await chosen("ike");
    await pools.disable("ike");
    const end = locationOf(await visit(locationOf(answer)));
    expect(end.searchParams.get("error")).toBe("access_denied");
    await pools.enable("ike");
    await signIn("ike");
  });

  it("signs in again once enabled", async () => {
    await pools.create("jan");
    await pools.disable("jan");
    await pools.enable("jan");
    expect(decodeJwt((await signIn("jan")).accessToken).username).toBe("jan");
  });
});

describe("AdminUserGlobalSignOut", () => {
  it("ends the refresh tokens of every sign-in of the person, and of nobody else", async () => {
    await Promise.all([pools.create("kai"), pools.create("lou")]);
    const [first, second, other] = [await signIn("kai"), await signIn("kai"), await signIn("lou")];
    await pools.signOut("kai");
    await expect(refresh(first)).rejects.toThrow();
    await expect(refresh(second)).rejects.toThrow();
    await refresh(other);
  });

  it("ends a code that has not been exchanged", async () => {
    await pools.create("max");
    const { visit, answer } = await chosen("max");
    const code = locationOf(await visit(locationOf(answer))).searchParams.get("code") ?? "";
    expect(code).not.toBe("");
    await pools.signOut("max");
    const response = await fetch(`${pools.signIn.issuerUrl(membersPoolId)}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: "membersweb",
        redirect_uri: callback,
        code,
        code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
      }),
    });
    expect(await response.json()).toMatchObject({ error: "invalid_grant" });
  });

  it("leaves the session of the sign-in pages, as managed login keeps its cookie", async () => {
    await pools.create("ned");
    const visit = await signedIn("ned");
    await pools.signOut("ned");
    expect(await isSignedIn(visit)).toBe(true);
  });

  it("may be repeated, and then the person signs in as before", async () => {
    await pools.create("oda");
    await pools.signOut("oda");
    await pools.signOut("oda");
    const tokens = await signIn("oda");
    await refresh(tokens);
    await tokenRevocation(await client(), tokens.refreshToken);
  });

  it("may be asked for someone who is disabled", async () => {
    await pools.create("pat");
    await pools.disable("pat");
    await pools.signOut("pat");
    expect((await pools.get("pat")).Enabled).toBe(false);
  });
});
