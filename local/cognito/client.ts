import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";

/** What a sign-in gives. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

const mostSteps = 10;

/** A browser as small as a sign-in needs: it shows each redirect and keeps cookies. */
export function browser() {
  const cookies = new Map<string, string>();
  return async (url: URL, form?: Readonly<Record<string, string>>): Promise<Response> => {
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

function oauthError(target: URL): Error {
  return new Error(`The sign-in was refused: ${target.searchParams.get("error") ?? "no code"}`);
}

/** From the authorization request to the redirect that carries the code, choosing the person on the way. */
async function walk(start: URL, username: string, redirectUri: string): Promise<URL> {
  const visit = browser();
  let url = start;
  let response = await visit(url);
  for (let step = 0; step < mostSteps; step += 1) {
    const location = response.headers.get("location");
    if (location === null && response.status !== 200)
      throw new Error(`The sign-in was refused: ${response.status}`);
    if (location === null) {
      response = await visit(url, { username });
      continue;
    }
    url = new URL(location, url);
    if (url.href.startsWith(redirectUri)) return url;
    response = await visit(url);
  }
  throw new Error("The sign-in did not end");
}

/** Discovery of a pool's local provider by a generic OpenID client. */
export async function discover(issuerUrl: string, clientId: string): Promise<Configuration> {
  return discovery(new URL(issuerUrl), clientId, undefined, None(), { execute: [allowInsecureRequests] });
}

/**
 * Signs a person in as any client would: discovery, authorization code with PKCE (S256), the sign-in page.
 *
 * @param issuerUrl the local URL of the pool.
 * @param redirectUri a callback of the client, or any loopback URL: nothing needs to listen there.
 * @throws Error with OAuth's code when the sign-in is refused.
 */
export async function signInAs(
  issuerUrl: string,
  clientId: string,
  username: string,
  scopes: readonly string[],
  redirectUri: string,
): Promise<Tokens> {
  const client = await discover(issuerUrl, clientId);
  const pkceCodeVerifier = randomPKCECodeVerifier();
  const expectedState = randomState();
  const request = buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope: scopes.join(" "),
    state: expectedState,
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  const answer = await walk(request, username, redirectUri);
  if (!answer.searchParams.has("code")) throw oauthError(answer);
  const tokens = await authorizationCodeGrant(client, answer, { pkceCodeVerifier, expectedState });
  if (tokens.id_token === undefined || tokens.refresh_token === undefined) {
    throw new Error("The sign-in gave no ID token or no refresh token: ask for the scope openid");
  }
  return { accessToken: tokens.access_token, idToken: tokens.id_token, refreshToken: tokens.refresh_token };
}
