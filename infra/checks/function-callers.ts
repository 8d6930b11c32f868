import { ofTypes, property, targetsIn, textOf } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

const REMEDY = "name the service as Principal, and the stage or the rule as SourceArn";

export const functionCallers: Rule = {
  id: "function-callers",
  holds: "Whoever may start a function is one service for one resource: for the API, one stage.",
  source: "45 CFR 164.312(a)(1); a permission without a source lets any account's API start the function",
  faults: ({ template }) =>
    ofTypes(template, "AWS::Lambda::Permission").flatMap((permission) => {
      const principal = property(permission, "Principal");
      const source = property(permission, "SourceArn");
      if (principal === "apigateway.amazonaws.com") {
        const stages = ofTypes(template, "AWS::ApiGateway::Stage").map((stage) =>
          textOf(property(stage, "StageName")),
        );
        const narrow = stages.some((stage) => textOf(source).includes(`\${Api}/${stage}/`));
        return narrow
          ? []
          : [fault(permission.id, "lets more than the one stage of the API start a function", REMEDY)];
      }
      const narrow = /^[\w-]+\.amazonaws\.com$/.test(textOf(principal)) && targetsIn(source).size > 0;
      return narrow
        ? []
        : [fault(permission.id, "lets more than one service or resource start a function", REMEDY)];
    }),
};
