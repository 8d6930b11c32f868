import { add, append, drop, put } from "../edits.ts";
import { arn, type Mutants, mutant } from "./mutant.ts";

const route = (path: string) => `Body.paths.${path}`;

export const api: Mutants = {
  "access-log-format": [
    mutant(
      "the path with its ids",
      "ApiStage",
      put("ApiStage", "AccessLogSetting.Format", "$context.requestId $context.path"),
    ),
    mutant(
      "a claim of the token",
      "ApiStage",
      put("ApiStage", "AccessLogSetting.Format", "$context.authorizer.claims.sub"),
    ),
    mutant("nothing at all", "ApiStage", put("ApiStage", "AccessLogSetting.Format", "")),
  ],
  "api-answers": [
    mutant(
      "a streamed answer",
      "Api",
      put("Api", `${route("/v1/health")}.get.x-amazon-apigateway-integration.responseTransferMode`, "STREAM"),
    ),
  ],
  "api-functions": [
    mutant(
      "a function URL",
      "Door",
      add("Door", "AWS::Lambda::Url", { TargetFunctionArn: arn("PeopleFunction"), AuthType: "NONE" }),
    ),
    mutant(
      "a request that is repeated",
      "Again",
      add("Again", "AWS::Lambda::EventInvokeConfig", {
        FunctionName: { Ref: "PeopleFunction" },
        MaximumRetryAttempts: 2,
      }),
    ),
    mutant(
      "an answer that is handed on",
      "Again",
      add("Again", "AWS::Lambda::EventInvokeConfig", {
        FunctionName: { Ref: "PeopleFunction" },
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnSuccess: { Destination: "arn:aws:sqs:us-east-1:111122223333:elsewhere" } },
      }),
    ),
  ],
  "api-size": [
    mutant("too many paths", "Api", (resources) => {
      const paths = Array.from({ length: 130 }, (_, at) => [`/v1/place${at}/below`, {}]);
      put("Api", "Body.paths", Object.fromEntries(paths))(resources);
    }),
    mutant("too long a definition", "Api", put("Api", "Body.info.title", "x".repeat(300_000))),
  ],
  "api-stage": [
    mutant("a cache", "ApiStage", put("ApiStage", "MethodSettings.0.CachingEnabled", true)),
    mutant("a cache cluster", "ApiStage", put("ApiStage", "CacheClusterEnabled", true)),
    mutant("bodies in the log", "ApiStage", put("ApiStage", "MethodSettings.0.DataTraceEnabled", true)),
    mutant("no log of errors", "ApiStage", put("ApiStage", "MethodSettings.0.LoggingLevel", "OFF")),
    mutant("no limit", "ApiStage", drop("ApiStage", "MethodSettings.0.ThrottlingRateLimit")),
    mutant("no access log", "ApiStage", drop("ApiStage", "AccessLogSetting")),
    mutant("one method alone", "ApiStage", put("ApiStage", "MethodSettings.0.HttpMethod", "GET")),
    mutant("two stages", "ApiStage", add("Second", "AWS::ApiGateway::Stage", {})),
  ],
  "function-callers": [
    mutant(
      "any stage",
      "ApiPeoplePermission",
      put("ApiPeoplePermission", "SourceArn", {
        "Fn::Sub": `arn:aws:execute-api:us-east-1:111122223333:\${Api}/*`,
      }),
    ),
    mutant("anybody's rule", "JobsSchedulePermission", drop("JobsSchedulePermission", "SourceArn")),
    mutant("anybody", "JobsSchedulePermission", put("JobsSchedulePermission", "Principal", "*")),
  ],
  "route-authorizer": [
    mutant("a route without a token", "Api", drop("Api", `${route("/v1/me")}.get.security`)),
    mutant(
      "a route without a scope",
      "Api",
      put("Api", `${route("/v1/me")}.get.security`, [{ cognito: [] }]),
    ),
    mutant(
      "a scheme that nobody defined",
      "Api",
      put("Api", `${route("/v1/me")}.get.security`, [{ other: ["kith/community"] }]),
    ),
    mutant("either a token or nothing", "Api", append("Api", `${route("/v1/me")}.get.security`, {})),
    mutant(
      "tokens of another pool",
      "Api",
      append(
        "Api",
        "Body.components.securitySchemes.cognito.x-amazon-apigateway-authorizer.providerARNs",
        "arn:aws:cognito-idp:us-east-1:999999999999:userpool/other",
      ),
    ),
    mutant(
      "a method beside the definition",
      "Method",
      add("Method", "AWS::ApiGateway::Method", { HttpMethod: "GET" }),
    ),
  ],
};
