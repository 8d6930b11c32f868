/** An answer that API Gateway gives by itself, before or instead of a function. */
interface GatewayAnswer {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const notFound: GatewayAnswer = {
  status: 404,
  code: "not-found",
  title: "Not found",
  detail: "There is nothing here, or nothing for you.",
};
const noToken: GatewayAnswer = {
  status: 401,
  code: "token-refused",
  title: "Sign-in needed",
  detail: "Sign in and send the access token.",
  headers: { "WWW-Authenticate": "Bearer" },
};
const badToken: GatewayAnswer = {
  ...noToken,
  detail: "The access token is not valid any more. Sign in again.",
  headers: { "WWW-Authenticate": 'Bearer error=\\"invalid_token\\"' },
};
const forbidden: GatewayAnswer = {
  status: 403,
  code: "not-allowed",
  title: "Not allowed",
  detail: "The access token does not allow this.",
};
const badRequest: GatewayAnswer = {
  status: 400,
  code: "invalid-request",
  title: "Request not understood",
  detail: "The request is not well formed.",
};
const tooLarge: GatewayAnswer = {
  status: 413,
  code: "too-large",
  title: "Too large",
  detail: "The request is larger than what is accepted.",
};
const mediaType: GatewayAnswer = {
  status: 415,
  code: "unsupported-media-type",
  title: "Type not supported",
  detail: "Send application/json.",
};
const tooMany: GatewayAnswer = {
  status: 429,
  code: "too-many-requests",
  title: "Too many requests",
  detail: "Wait a moment and try again.",
  headers: { "Retry-After": "5" },
};
const failed: GatewayAnswer = {
  status: 500,
  code: "internal",
  title: "Something failed",
  detail:
    "Nothing was changed that you were not told of. Try again; if it stays, give the request id to support.",
};
const unavailable: GatewayAnswer = {
  status: 503,
  code: "unavailable",
  title: "Not available",
  detail: "Try again in a moment.",
  headers: { "Retry-After": "5" },
};
const late: GatewayAnswer = {
  ...unavailable,
  status: 504,
  detail: "The answer took too long. Ask again before you repeat a change.",
};

/** Types as "Gateway response types" of the API Gateway guide lists them. A type that is not here takes a DEFAULT. */
const answers: Readonly<Record<string, GatewayAnswer>> = {
  MISSING_AUTHENTICATION_TOKEN: notFound,
  RESOURCE_NOT_FOUND: notFound,
  UNAUTHORIZED: noToken,
  EXPIRED_TOKEN: badToken,
  ACCESS_DENIED: {
    ...forbidden,
    headers: { "WWW-Authenticate": 'Bearer error=\\"insufficient_scope\\"' },
  },
  INVALID_SIGNATURE: forbidden,
  WAF_FILTERED: forbidden,
  BAD_REQUEST_BODY: badRequest,
  BAD_REQUEST_PARAMETERS: badRequest,
  REQUEST_TOO_LARGE: tooLarge,
  UNSUPPORTED_MEDIA_TYPE: mediaType,
  QUOTA_EXCEEDED: tooMany,
  THROTTLED: tooMany,
  API_CONFIGURATION_ERROR: failed,
  AUTHORIZER_CONFIGURATION_ERROR: failed,
  AUTHORIZER_FAILURE: failed,
  INTEGRATION_FAILURE: unavailable,
  INTEGRATION_TIMEOUT: late,
  DEFAULT_4XX: badRequest,
  DEFAULT_5XX: failed,
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

function response({ status, code, title, detail, headers }: GatewayAnswer, cors: Record<string, string>) {
  const all = { "Content-Type": "application/problem+json", ...securityHeaders, ...cors, ...headers };
  const problem = { type: `urn:kith:problem:${code}`, title, status, detail };
  // The id is made by AWS of letters, digits and hyphens. Nothing else of the request or the error is repeated.
  const body = JSON.stringify({ ...problem, requestId: "$context.requestId" });
  return {
    statusCode: status,
    responseParameters: Object.fromEntries(
      Object.entries(all).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
    ),
    responseTemplates: { "application/json": body },
  };
}
