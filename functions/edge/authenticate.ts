import type { Identity } from "../kernel/caller.ts";
import type { Platform } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import type { Pool } from "../kernel/roles.ts";
import { scopes } from "../kernel/route.ts";
import { parseClaims } from "./claims.ts";
import type { Exchange } from "./exchange.ts";
import { bearer, verifyToken } from "./token.ts";

/**
 * Who the token speaks for. The gateway has checked it already; a function that is invoked around the gateway must not be
 * talked into anything, so everything is checked again.
 * @throws Problem `token-refused`, or `not-allowed` when the token lacks the route's scope.
 */
export async function authenticate(
  { http, operation, now }: Exchange,
  platform: Platform,
): Promise<Identity> {
  const claims = parseClaims(http.claims);
  verifyToken(bearer(http.header("authorization")), claims, await platform.poolKeys());
  if (claims.expires <= now) throw new Problem("token-refused");
  const pool = poolOfIssuer(claims.issuer, platform);
  const { scope } = operation.route;
  const open =
    scope !== null && claims.scopes.includes(scope) && (scopes[scope] as readonly Pool[]).includes(pool);
  if (!open) throw new Problem("not-allowed");
  return { ...claims, pool };
}

function poolOfIssuer(issuer: string, { issuers }: Platform): Pool {
  if (issuer === issuers.members) return "members";
  if (issuer === issuers.workforce) return "workforce";
  throw new Problem("token-refused");
}
