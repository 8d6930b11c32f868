import { at, entriesOf, type Found, ofTypes, property } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

export const apiAnswers: Rule = {
  id: "api-answers",
  holds: "Every answer of a function is sent whole, after the function has ended.",
  source: "an answer that streams would leave before its event is written",
  faults: ({ template }) =>
    ofTypes(template, "AWS::ApiGateway::RestApi")
      .filter((api) =>
        integrationsOf(api).some(
          (one) => at(one, "responseTransferMode") === "STREAM" || invokesStreaming(one),
        ),
      )
      .map(({ id }) =>
        fault(id, "streams an answer", "leave responseTransferMode out, and invoke functions buffered"),
      ),
};

const integrationsOf = (api: Found): readonly unknown[] =>
  entriesOf(property(api, "Body", "paths"))
    .flatMap(([, item]) => entriesOf(item))
    .map(([, operation]) => at(operation, "x-amazon-apigateway-integration"));

const invokesStreaming = (integration: unknown): boolean =>
  JSON.stringify(at(integration, "uri") ?? "").includes("response-streaming-invocations");
