/**
 * One line per request, also of those that never reach a function. Ids and numbers only: no path with ids in it, no
 * query, no body, no message of an error.
 */
export const accessLogFormat: string = JSON.stringify({
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  requestTime: "$context.requestTime",
  sourceIp: "$context.identity.sourceIp",
  httpMethod: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  status: "$context.status",
  responseLength: "$context.responseLength",
  responseLatency: "$context.responseLatency",
  errorResponseType: "$context.error.responseType",
  authorizerError: "$context.authorizer.error",
  integrationRequestId: "$context.integration.requestId",
  integrationStatus: "$context.integration.status",
});
