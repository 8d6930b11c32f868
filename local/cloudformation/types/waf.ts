import { arn, generatedName } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const scopePath = (naming: Naming): string =>
  naming.required("Scope") === "REGIONAL" ? "regional" : "global";
const aclName = (naming: Naming): string => naming.text("Name") ?? generatedName(naming, 128);
const aclArn = (naming: Naming): string =>
  arn(naming, "wafv2", `${scopePath(naming)}/webacl/${aclName(naming)}/${naming.uuid()}`);

/** Named, so that the rest of a template can refer to it. The local run has no firewall. */
export const waf: ResourceTypes = {
  "AWS::WAFv2::WebACL": {
    ref: (naming) => `${aclName(naming)}|${naming.uuid()}|${naming.required("Scope")}`,
    attributes: { Arn: aclArn, Id: (naming) => naming.uuid() },
  },
  "AWS::WAFv2::LoggingConfiguration": { ref: (naming) => naming.required("ResourceArn"), attributes: {} },
  "AWS::WAFv2::WebACLAssociation": { ref: (naming) => generatedName(naming, 100), attributes: {} },
};
