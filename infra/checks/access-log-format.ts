import { property, textOf } from "../template.ts";
import { each, type Rule } from "./rule.ts";

/** What of a request may be written down: ids, numbers, and the path as the table of routes writes it. */
const variables: ReadonlySet<string> = new Set([
  "authorizer.error",
  "error.responseType",
  "extendedRequestId",
  "httpMethod",
  "identity.sourceIp",
  "integration.requestId",
  "integration.status",
  "requestId",
  "requestTime",
  "requestTimeEpoch",
  "resourcePath",
  "responseLatency",
  "responseLength",
  "status",
  "waf.latency",
  "waf.status",
  "wafResponseCode",
  "xrayTraceId",
]);

export const accessLogFormat: Rule = {
  id: "access-log-format",
  holds:
    "The access log holds ids and numbers: no path with ids in it, no query, no body, no claim, no message of an error.",
  source: "45 CFR 164.502(b): what is not needed is not written down",
  faults: each(["AWS::ApiGateway::Stage"], {
    unless: (stage) => {
      const format = textOf(property(stage, "AccessLogSetting", "Format"));
      const used = [...format.matchAll(/\$context\.([\w.]+)/g)].map(([, name = ""]) => name);
      return used.length > 0 && used.every((name) => variables.has(name)) && !/\$(?!context\.)/.test(format);
    },
    wrong: "writes more of a request into its log than ids and numbers",
    remedy: "take out what is not on the list of variables",
  }),
};
