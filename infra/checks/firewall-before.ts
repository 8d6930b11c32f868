import {
  type Found,
  ofTypes,
  property,
  type StackTemplate,
  targetOf,
  targetsIn,
  textOf,
} from "../template.ts";
import { fault, type Rule } from "./rule.ts";

const REMEDY = "associate the stack's web ACL with the stage and with both user pools";

export const firewallBefore: Rule = {
  id: "firewall-before",
  holds: "The firewall stands before the API's stage and before both user pools.",
  source: "NIST SP 800-53 AC-4(21); without it anybody can have codes mailed to any patient",
  faults: ({ template }) =>
    ofTypes(template, "AWS::ApiGateway::Stage", "AWS::Cognito::UserPool")
      .filter((guarded) => !isGuarded(template, guarded))
      .map(({ id }) => fault(id, "has no firewall before it", REMEDY)),
};

function isGuarded(template: StackTemplate, guarded: Found): boolean {
  const acls = new Set(ofTypes(template, "AWS::WAFv2::WebACL").map(({ id }) => id));
  return ofTypes(template, "AWS::WAFv2::WebACLAssociation")
    .filter((one) => acls.has(targetOf(property(one, "WebACLArn")) ?? ""))
    .some((one) => isOf(guarded, property(one, "ResourceArn")));
}

/** A stage has no ARN of its own in CloudFormation: it is written out of the API and the stage. */
function isOf(guarded: Found, arn: unknown): boolean {
  if (guarded.Type !== "AWS::ApiGateway::Stage") return targetOf(arn) === guarded.id;
  const api = targetOf(property(guarded, "RestApiId")) ?? "";
  const stages = [`\${${guarded.id}}`, textOf(property(guarded, "StageName"))];
  return (
    targetsIn(arn).has(api) &&
    stages.some((stage) => textOf(arn).endsWith(`/restapis/\${${api}}/stages/${stage}`))
  );
}
