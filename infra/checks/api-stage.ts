import { at, listOf, ofTypes, property } from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";

const stages = ["AWS::ApiGateway::Stage"];

export const apiStage: Rule = {
  id: "api-stage",
  holds:
    "The stage of the API keeps no answer, writes down no body, is throttled, and logs every request and its own errors.",
  source: "45 CFR 164.312(b); a cache would answer without the function that audits",
  faults: all(
    each(stages, {
      unless: (stage) =>
        property(stage, "CacheClusterEnabled") !== true &&
        settingsOf(stage, (one) => at(one, "CachingEnabled") === false),
      wrong: "keeps answers in a cache",
      remedy: "set CachingEnabled to false for all methods, and no cache cluster",
    }),
    each(stages, {
      unless: (stage) => settingsOf(stage, (one) => at(one, "DataTraceEnabled") === false),
      wrong: "writes bodies into its log",
      remedy: "set DataTraceEnabled to false for all methods",
    }),
    each(stages, {
      unless: (stage) => settingsOf(stage, (one) => at(one, "LoggingLevel") === "ERROR"),
      wrong: "does not log its errors alone",
      remedy: "set LoggingLevel to ERROR for all methods",
    }),
    each(stages, {
      unless: (stage) =>
        settingsOf(
          stage,
          (one) => Number(at(one, "ThrottlingRateLimit")) > 0 && Number(at(one, "ThrottlingBurstLimit")) > 0,
        ),
      wrong: "takes requests without a limit",
      remedy: "set both throttling limits for all methods",
    }),
    each(stages, {
      unless: (stage) => property(stage, "AccessLogSetting", "DestinationArn") !== undefined,
      wrong: "does not log requests",
      remedy: "set AccessLogSetting",
    }),
    ({ template }) =>
      ofTypes(template, ...stages).length === 1
        ? []
        : [fault("ApiStage", "is not the one stage of the API", "make exactly one stage")],
  ),
};

/** Whether something holds of all settings of methods, of which one is for every method of every path. */
function settingsOf(stage: Parameters<typeof property>[0], holds: (setting: unknown) => boolean): boolean {
  const settings = listOf(property(stage, "MethodSettings"));
  const general = settings.some((one) => at(one, "HttpMethod") === "*" && at(one, "ResourcePath") === "/*");
  return general && settings.every(holds);
}
