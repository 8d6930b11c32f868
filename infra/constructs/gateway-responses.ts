import { texts } from "./gateway-texts.ts";

/** Problem codes that the gateway answers with by itself. */
export type GatewayCode = keyof typeof texts;

interface GatewayAnswer {
  readonly status: number;
  readonly code: GatewayCode;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `WWW-Authenticate` can only come from here: API Gateway renames that header of a function. */
const challenge = (words: string): Readonly<Record<string, string>> => ({ "WWW-Authenticate": words });
const comeAgainAfter = (seconds: number): Readonly<Record<string, string>> => ({
  "Retry-After": String(seconds),
});

const notFound: GatewayAnswer = { status: 404, code: "not-found" };
const notAllowed: GatewayAnswer = { status: 403, code: "not-allowed" };
const invalid: GatewayAnswer = { status: 400, code: "invalid-request" };
const tooMany: GatewayAnswer = { status: 429, code: "too-many-requests", headers: comeAgainAfter(60) };
/** For failures before any function ran: only then is it sure that nothing was saved. */
const failed: GatewayAnswer = { status: 500, code: "internal" };
const unavailable: GatewayAnswer = { status: 503, code: "unavailable", headers: comeAgainAfter(5) };

/** Types as "Gateway response types" of the API Gateway guide lists them. A type that is not here takes a DEFAULT. */
const answers: Readonly<Record<string, GatewayAnswer>> = {
  // What AWS calls so is every path and method that the API does not have.
  MISSING_AUTHENTICATION_TOKEN: notFound,
  RESOURCE_NOT_FOUND: notFound,
  UNAUTHORIZED: { status: 401, code: "token-refused", headers: challenge("Bearer") },
  EXPIRED_TOKEN: { status: 401, code: "token-refused", headers: challenge('Bearer error="invalid_token"') },
  ACCESS_DENIED: { ...notAllowed, headers: challenge('Bearer error="insufficient_scope"') },
  INVALID_SIGNATURE: notAllowed,
  WAF_FILTERED: notAllowed,
  BAD_REQUEST_BODY: invalid,
  BAD_REQUEST_PARAMETERS: invalid,
  REQUEST_TOO_LARGE: { status: 413, code: "too-large" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, code: "unsupported-media-type" },
  QUOTA_EXCEEDED: tooMany,
  THROTTLED: tooMany,
  // The function may have saved before it failed.
  API_CONFIGURATION_ERROR: { ...unavailable, status: 500 },
  AUTHORIZER_CONFIGURATION_ERROR: failed,
  AUTHORIZER_FAILURE: failed,
  INTEGRATION_FAILURE: unavailable,
  INTEGRATION_TIMEOUT: { ...unavailable, status: 504 },
  DEFAULT_4XX: invalid,
  DEFAULT_5XX: { ...unavailable, status: 500 },
};

/** Headers of every answer, whoever gives it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

/** The gateway's own answers as problem documents (RFC 9457). @param cors headers for the allowed origin, if any. */
export function gatewayResponses(cors: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(answers).map(([type, answer]) => [type, response(answer, cors)]));
}

function response({ status, code, headers }: GatewayAnswer, cors: Readonly<Record<string, string>>) {
  const language = { "Content-Language": "en", "Content-Type": "application/problem+json" };
  const all = { ...language, ...securityHeaders, ...cors, ...headers };
  // The id is AWS's own. Nothing else of the request or of the error is repeated.
  const problem = {
    type: `urn:kith:problem:${code}`,
    ...texts[code],
    status,
    requestId: "$context.requestId",
  };
  return {
    statusCode: status,
    responseParameters: Object.fromEntries(
      Object.entries(all).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
    ),
    responseTemplates: { "application/json": JSON.stringify(problem) },
  };
}
