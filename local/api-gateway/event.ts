import { type Exchange, header, logTime } from "./exchange.ts";
import type { Query } from "./request.ts";

/** The parts of a request that only a function needs. */
export interface EventParts {
  readonly query: Query;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Headers of the connection, not of the request: a function never sees them. */
const ofConnection: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
]);

function nullIfEmpty<T extends object>(value: T): T | null {
  return Object.keys(value).length === 0 ? null : value;
}

function forwarded(exchange: Exchange): readonly (readonly [string, string])[] {
  const before = header(exchange, "x-forwarded-for");
  return [
    ["X-Amzn-Trace-Id", exchange.traceId],
    ["X-Forwarded-For", before === undefined ? exchange.sourceIp : `${before}, ${exchange.sourceIp}`],
    ["X-Forwarded-Port", "443"],
    ["X-Forwarded-Proto", "https"],
  ];
}

/** Every header with all its values, under the name as first sent. */
function headersOf(exchange: Exchange): Record<string, readonly string[]> {
  const added = forwarded(exchange);
  const hidden = new Set([...ofConnection, ...added.map(([name]) => name.toLowerCase())]);
  const found = new Map<string, { readonly name: string; readonly values: string[] }>();
  exchange.rawHeaders.forEach((name, index) => {
    if (index % 2 === 1 || hidden.has(name.toLowerCase())) return;
    const entry = found.get(name.toLowerCase()) ?? { name, values: [] };
    entry.values.push(exchange.rawHeaders[index + 1] ?? "");
    found.set(name.toLowerCase(), entry);
  });
  const sent = [...found.values()].map(({ name, values }) => [name, values] as const);
  return Object.fromEntries([...sent, ...added.map(([name, value]) => [name, [value]] as const)]);
}

/** Where a name has several values, API Gateway gives the last. */
function lastOfEach(values: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? ""]));
}

function identity(exchange: Exchange): Record<string, string | null> {
  return {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    caller: null,
    sourceIp: exchange.sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: header(exchange, "user-agent") ?? null,
    user: null,
  };
}

function requestContext(exchange: Exchange): Record<string, unknown> {
  const { place, resource, claims, startedAt } = exchange;
  return {
    resourceId: resource?.id,
    ...(claims && { authorizer: { claims } }),
    resourcePath: resource?.path,
    httpMethod: exchange.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: logTime(startedAt),
    path: `/${place.stage}${exchange.path}`,
    accountId: place.accountId,
    protocol: exchange.protocol,
    stage: place.stage,
    domainPrefix: place.apiId,
    requestTimeEpoch: startedAt.getTime(),
    requestId: exchange.requestId,
    identity: identity(exchange),
    domainName: place.domainName,
    deploymentId: place.deploymentId,
    apiId: place.apiId,
  };
}

/**
 * The event of a REST API's Lambda proxy integration; what is absent is null.
 * Source: API Gateway developer guide, "Input format of a Lambda function for proxy integration".
 */
export function proxyEvent(
  exchange: Exchange,
  { query, pathParameters, body }: EventParts,
): Record<string, unknown> {
  const headers = headersOf(exchange);
  const parameters = Object.fromEntries(query);
  return {
    resource: exchange.resource?.path,
    path: exchange.path,
    httpMethod: exchange.method,
    headers: lastOfEach(headers),
    multiValueHeaders: headers,
    queryStringParameters: nullIfEmpty(lastOfEach(parameters)),
    multiValueQueryStringParameters: nullIfEmpty(parameters),
    pathParameters: nullIfEmpty(pathParameters),
    stageVariables: exchange.place.stageVariables,
    requestContext: requestContext(exchange),
    body,
    isBase64Encoded: false,
  };
}
