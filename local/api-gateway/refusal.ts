/** The kinds of gateway response, with the status each has unless the API says otherwise. Source: API Gateway developer guide, "Gateway response types". */
const defaults = {
  ACCESS_DENIED: {
    status: 403,
    message: "User is not authorized to access this resource",
    error: "AccessDeniedException",
  },
  API_CONFIGURATION_ERROR: {
    status: 500,
    message: "Internal server error",
    error: "InternalServerErrorException",
  },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    message: "Internal server error",
    error: "InternalServerErrorException",
  },
  AUTHORIZER_FAILURE: {
    status: 500,
    message: "Internal server error",
    error: "InternalServerErrorException",
  },
  BAD_REQUEST_BODY: { status: 400, message: "Invalid request body", error: "BadRequestException" },
  BAD_REQUEST_PARAMETERS: { status: 400, message: "Bad Request", error: "BadRequestException" },
  DEFAULT_4XX: { status: 400, message: "Bad Request", error: "BadRequestException" },
  DEFAULT_5XX: { status: 500, message: "Internal server error", error: "InternalServerErrorException" },
  EXPIRED_TOKEN: {
    status: 403,
    message: "The security token included in the request is expired",
    error: "ExpiredTokenException",
  },
  INTEGRATION_FAILURE: {
    status: 504,
    message: "Internal server error",
    error: "InternalServerErrorException",
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: "Endpoint request timed out",
    error: "InternalServerErrorException",
  },
  INVALID_API_KEY: { status: 403, message: "Forbidden", error: "ForbiddenException" },
  INVALID_SIGNATURE: { status: 403, message: "Forbidden", error: "InvalidSignatureException" },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: "Missing Authentication Token",
    error: "MissingAuthenticationTokenException",
  },
  QUOTA_EXCEEDED: { status: 429, message: "Limit Exceeded", error: "LimitExceededException" },
  REQUEST_TOO_LARGE: { status: 413, message: "Request Too Long", error: "RequestTooLongException" },
  RESOURCE_NOT_FOUND: { status: 404, message: "Not Found", error: "NotFoundException" },
  THROTTLED: { status: 429, message: "Too Many Requests", error: "TooManyRequestsException" },
  UNAUTHORIZED: { status: 401, message: "Unauthorized", error: "UnauthorizedException" },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    message: "Unsupported Media Type",
    error: "UnsupportedMediaTypeException",
  },
  WAF_FILTERED: { status: 403, message: "Forbidden", error: "ForbiddenException" },
} as const;

/** A kind of gateway response. */
export type ResponseType = keyof typeof defaults;

/** Whether a name is a kind of gateway response. */
export function isResponseType(name: string): name is ResponseType {
  return Object.hasOwn(defaults, name);
}

/** An answer that the gateway gives in place of the integration. */
export class Refusal extends Error {
  readonly type: ResponseType;
  readonly status: number;
  /** `x-amzn-ErrorType` of the answer. */
  readonly errorType: string;
  constructor(type: ResponseType, own: { readonly status?: number; readonly message?: string } = {}) {
    super(own.message ?? defaults[type].message);
    this.name = "Refusal";
    this.type = type;
    this.status = own.status ?? defaults[type].status;
    this.errorType = defaults[type].error;
  }
}

/** What an integration that answers wrongly, or fails, becomes: 502. */
export function badIntegration(): Refusal {
  return new Refusal("DEFAULT_5XX", { status: 502 });
}
