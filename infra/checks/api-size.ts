import { entriesOf, type Found, ofTypes, property } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

/** API Gateway takes 300 resources, one for each beginning of each path. */
const MOST_RESOURCES = 250;
/** Bytes of the definition. */
const LARGEST_BODY = 300_000;

export const apiSize: Rule = {
  id: "api-size",
  holds: "The API has at most 250 resources and its definition at most 300 kB.",
  source: "API Gateway's quota of 300 resources per API, and CloudFormation's of 1 MB per template",
  faults: ({ template }) =>
    ofTypes(template, "AWS::ApiGateway::RestApi").flatMap((api) => {
      const size = Buffer.byteLength(JSON.stringify(property(api, "Body") ?? {}));
      const count = resourcesOfApi(api);
      return [
        ...(count > MOST_RESOURCES
          ? [fault(api.id, `has ${count} resources`, `keep it within ${MOST_RESOURCES}`)]
          : []),
        ...(size > LARGEST_BODY
          ? [fault(api.id, `has a definition of ${size} bytes`, `keep it within ${LARGEST_BODY}`)]
          : []),
      ];
    }),
};

/** The root, and every beginning of a path, are each a resource. */
export function resourcesOfApi(api: Found): number {
  const beginnings = entriesOf(property(api, "Body", "paths")).flatMap(([path]) => {
    const steps = path.split("/").filter((step) => step !== "");
    return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
  });
  return new Set(beginnings).size + 1;
}
