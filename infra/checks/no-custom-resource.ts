import { allOf } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

export const noCustomResource: Rule = {
  id: "no-custom-resource",
  holds: "The stack is what it says: no custom resource, nested stack, macro or metadata of the CDK.",
  source:
    "a custom resource brings code that nobody reads and can hang a deploy; state cannot move between nested stacks",
  faults: ({ template }) =>
    allOf(template)
      .filter(({ Type }) => /^(?:Custom::|AWS::CloudFormation::|AWS::CDK::|AWS::Serverless::)/.test(Type))
      .map(({ id, Type }) => fault(id, `is of the type ${Type}`, "use the resource of AWS itself")),
};
