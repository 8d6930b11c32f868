import { type Exchange, header, logTime } from "./exchange.ts";

type Read = (exchange: Exchange) => string | number | undefined;

/** The `$context` variables that this gateway knows. Source: API Gateway developer guide, "Variables for access logging". */
const variables: Readonly<Record<string, Read>> = {
  accountId: ({ place }) => place.accountId,
  apiId: ({ place }) => place.apiId,
  "authorizer.error": ({ refusal }) => (isAuthorization(refusal?.type) ? refusal?.message : undefined),
  "authorizer.principalId": ({ claims }) => claims?.sub,
  "authorizer.claims.sub": ({ claims }) => claims?.sub,
  "authorizer.claims.client_id": ({ claims }) => claims?.client_id,
  deploymentId: ({ place }) => place.deploymentId,
  domainName: ({ place }) => place.domainName,
  domainPrefix: ({ place }) => place.apiId,
  "error.message": ({ refusal }) => refusal?.message,
  "error.messageString": ({ refusal }) =>
    refusal === undefined ? undefined : JSON.stringify(refusal.message),
  "error.responseType": ({ refusal }) => refusal?.type,
  extendedRequestId: ({ extendedRequestId }) => extendedRequestId,
  httpMethod: ({ method }) => method,
  "identity.sourceIp": ({ sourceIp }) => sourceIp,
  "identity.userAgent": (exchange) => header(exchange, "user-agent"),
  "integration.status": ({ integrationStatus }) => integrationStatus,
  path: ({ place, path }) => `/${place.stage}${path}`,
  protocol: ({ protocol }) => protocol,
  requestId: ({ requestId }) => requestId,
  requestTime: ({ startedAt }) => logTime(startedAt),
  requestTimeEpoch: ({ startedAt }) => startedAt.getTime(),
  resourceId: ({ resource }) => resource?.id,
  resourcePath: ({ resource }) => resource?.path,
  responseLatency: ({ responseLatency }) => responseLatency,
  responseLength: ({ responseLength }) => responseLength,
  stage: ({ place }) => place.stage,
  status: ({ status }) => status,
  xrayTraceId: ({ traceId }) => traceId,
};

const variable = /\$context\.([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*)/g;

function isAuthorization(type: string | undefined): boolean {
  return type === "UNAUTHORIZED" || type === "ACCESS_DENIED" || type === "AUTHORIZER_CONFIGURATION_ERROR";
}

/** The value of one variable, for example `requestId`; undefined when it has none or is not known. */
export function variableOf(name: string, exchange: Exchange): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name]?.(exchange)?.toString() : undefined;
}

/** The names of the variables in a text which this gateway does not know. */
export function unknownVariables(text: string): readonly string[] {
  return [...text.matchAll(variable)]
    .map(([, name = ""]) => name)
    .filter((name) => !Object.hasOwn(variables, name));
}

/** The text with its variables replaced; one without a value becomes nothing. */
export function fill(text: string, exchange: Exchange): string {
  return text.replace(variable, (_, name: string) => variableOf(name, exchange) ?? "");
}

/** One line of the access log: what has no value is `-`, and no value can leave its quotes or its line. */
export function accessLogLine(format: string, exchange: Exchange): string {
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
  return format.replace(variable, (_, name: string) => {
    const value = variableOf(name, exchange) ?? "-";
    return name === "error.messageString" ? value : quoted(value);
  });
}
