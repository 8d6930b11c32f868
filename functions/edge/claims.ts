import * as z from "zod/mini";
import { Problem } from "../kernel/problems.ts";

/**
 * Claims as a REST API's Cognito authorizer hands them to a function: every value a string, `exp` and `iat` as
 * `Mon Jul 20 02:28:52 UTC 2026`, `auth_time` in seconds. Any other form is refused.
 */
const schema = z.object({
  sub: z.string().check(z.minLength(1), z.maxLength(255)),
  iss: z.string().check(z.startsWith("https://")),
  client_id: z.string().check(z.minLength(1)),
  token_use: z.literal("access"),
  scope: z.string(),
  jti: z.string(),
  exp: z.string(),
  iat: z.string(),
  auth_time: z.string().check(z.regex(/^\d{1,12}$/)),
});

export interface Claims {
  readonly subject: string;
  readonly issuer: string;
  readonly client: string;
  readonly tokenId: string;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch, second precision. */
  readonly expires: number;
  readonly issuedAt: number;
  readonly signedInAt: number;
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const form = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) UTC (\d{4})$/;

/** Reads `Mon Jul 20 02:28:52 UTC 2026` as milliseconds since the epoch; `undefined` for any other form. */
export function parseGatewayDate(text: string): number | undefined {
  const [, month = "", day, hour, minute, second, year] = form.exec(text) ?? [];
  const index = months.indexOf(month);
  if (index < 0) return undefined;
  const ms = Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second));
  return new Date(ms).getUTCDate() === Number(day) ? ms : undefined;
}

/** @throws Problem `token-refused` when a claim is missing or has another form. */
export function parseClaims(claims: unknown): Claims {
  const parsed = schema.safeParse(claims);
  if (!parsed.success) throw new Problem("token-refused");
  const { data } = parsed;
  const expires = parseGatewayDate(data.exp);
  const issuedAt = parseGatewayDate(data.iat);
  if (expires === undefined || issuedAt === undefined) throw new Problem("token-refused");
  return {
    subject: data.sub,
    issuer: data.iss,
    client: data.client_id,
    tokenId: data.jti,
    scopes: data.scope.split(" ").filter(Boolean),
    expires,
    issuedAt,
    signedInAt: Number(data.auth_time) * 1_000,
  };
}
