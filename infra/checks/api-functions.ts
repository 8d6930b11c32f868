import { type Found, listOf, ofTypes, property, type StackTemplate, targetOf } from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";

/** The functions that the API may start. */
export function apiFunctionsOf(template: StackTemplate): ReadonlySet<string | undefined> {
  return new Set(
    ofTypes(template, "AWS::Lambda::Permission")
      .filter((permission) => property(permission, "Principal") === "apigateway.amazonaws.com")
      .map((permission) => targetOf(property(permission, "FunctionName"))),
  );
}

export const apiFunctions: Rule = {
  id: "api-functions",
  holds:
    "A function that answers requests is started by the gateway alone: no URL of its own, nothing repeated or handed on.",
  source: "a request that AWS repeats by itself would be acted on, and audited, twice",
  faults: all(
    each(["AWS::Lambda::Url"], {
      unless: () => false,
      wrong: "gives a function a URL past the gateway",
      remedy: "remove it: routes are served by the API",
    }),
    ({ template }) => {
      const answering = apiFunctionsOf(template);
      return ofTypes(template, "AWS::Lambda::EventInvokeConfig")
        .filter((config) => answering.has(targetOf(property(config, "FunctionName"))) && !isQuiet(config))
        .map(({ id }) =>
          fault(
            id,
            "repeats or hands on what a request started",
            "set MaximumRetryAttempts to 0 and no destination",
          ),
        );
    },
  ),
};

const isQuiet = (config: Found): boolean =>
  property(config, "MaximumRetryAttempts") === 0 &&
  listOf(property(config, "DestinationConfig")).length === 0;
