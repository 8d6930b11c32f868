import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import { Refusal } from "./refusal.ts";

/** What a method asks of a token. */
export interface Authorization {
  readonly providerArns: readonly string[];
  /** One of these is enough; none means that an ID token is asked for. */
  readonly scopes: readonly string[];
}

/** The public keys of a user pool, by its ARN. */
export type JwksOf = (poolArn: string) => JSONWebKeySet | Promise<JSONWebKeySet>;

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** The form of a user pool's ARN: Region and pool id. */
export const userPoolArn = /^arn:[\w-]+:cognito-idp:([\w-]+):\d+:userpool\/([\w-]+)$/;

/** The `iss` of the tokens of a pool. */
function issuerOf(arn: string): string {
  const [, region, poolId] = userPoolArn.exec(arn) ?? [];
  if (region === undefined || poolId === undefined)
    throw new Error("An authorizer names something that is no user pool");
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}

function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function bearer(header: string | undefined): string {
  const token = header?.replace(/^bearer /i, "").trim();
  if (token === undefined || token === "") throw new Refusal("UNAUTHORIZED");
  return token;
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) {
    throw new Refusal("UNAUTHORIZED", { message: "The incoming token has expired" });
  }
  throw new Refusal("UNAUTHORIZED");
}

function requireUse(claims: JWTPayload, { scopes }: Authorization): void {
  if (claims.token_use !== (scopes.length > 0 ? "access" : "id")) throw new Refusal("UNAUTHORIZED");
  if (scopes.length === 0) return;
  const granted = typeof claims.scope === "string" ? claims.scope.split(" ") : [];
  if (!scopes.some((scope) => granted.includes(scope))) throw new Refusal("ACCESS_DENIED");
}

/**
 * A Cognito authorizer: the token's signature, issuer, expiry, use and scopes.
 *
 * @returns the check of one `Authorization` header; it gives the claims, or throws a {@link Refusal}.
 */
export function authorizer(jwksOf: JwksOf, clock: () => Date) {
  const sets = new WeakMap<JSONWebKeySet, KeySet>();
  const keysOf = async (arn: string): Promise<KeySet> => {
    const published = await jwksOf(arn);
    const keys = sets.get(published) ?? createLocalJWKSet(published);
    sets.set(published, keys);
    return keys;
  };
  return async (header: string | undefined, authorization: Authorization): Promise<JWTPayload> => {
    const token = bearer(header);
    const issuer = issuerIn(token);
    const arn = authorization.providerArns.find((candidate) => issuerOf(candidate) === issuer);
    if (issuer === undefined || arn === undefined) throw new Refusal("UNAUTHORIZED");
    const options = {
      issuer,
      algorithms: ["RS256"],
      currentDate: clock(),
      requiredClaims: ["exp", "iat", "sub"],
    };
    const { payload } = await jwtVerify(token, await keysOf(arn), options).catch(refuse);
    requireUse(payload, authorization);
    return payload;
  };
}
