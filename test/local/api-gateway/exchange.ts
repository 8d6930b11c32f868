import type { Exchange } from "../../../local/api-gateway/exchange.ts";

/** A request on its way through the gateway, of which nothing is known yet but that it came. */
export const received: Exchange = {
  place: {
    accountId: "111122223333",
    apiId: "api",
    stage: "prod",
    stageVariables: null,
    deploymentId: undefined,
    domainName: "127.0.0.1:1",
  },
  requestId: "r",
  extendedRequestId: "e",
  traceId: "t",
  startedAt: new Date("2026-07-05T02:28:52.700Z"),
  method: "GET",
  path: "/v1",
  query: "",
  protocol: "HTTP/1.1",
  sourceIp: "127.0.0.1",
  rawHeaders: [],
};
