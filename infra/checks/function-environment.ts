import { ofTypes, property, targetsIn } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

/** Bytes that Lambda takes for the environment of a function. */
const LARGEST = 4_096;

export const functionEnvironment: Rule = {
  id: "function-environment",
  holds: "A function's environment is at most 4 kB and names neither the API nor an app client.",
  source:
    "Lambda's quota, which synthesis does not check; the API and the clients wait for the functions themselves",
  faults: ({ template }) => {
    const outside = new Set(
      ofTypes(
        template,
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::Cognito::UserPoolClient",
      ).map(({ id }) => id),
    );
    return ofTypes(template, "AWS::Lambda::Function").flatMap((fn) => {
      const variables = property(fn, "Environment", "Variables") ?? {};
      const size = Buffer.byteLength(JSON.stringify(variables));
      const named = [...targetsIn(variables)].filter((target) => outside.has(target));
      return [
        ...(size > LARGEST
          ? [fault(fn.id, `has an environment of ${size} bytes`, `keep it within ${LARGEST}`)]
          : []),
        ...named.map((target) =>
          fault(fn.id, `names ${target} in its environment`, "read it from the request, or from the tables"),
        ),
      ];
    });
  },
};
