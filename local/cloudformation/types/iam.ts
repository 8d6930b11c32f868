import { alphabets } from "../ids.ts";
import { globalArn, nameFrom } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const roleName = nameFrom("RoleName", 64);
const policyName = nameFrom("ManagedPolicyName", 128);
const path = (naming: Naming): string => naming.text("Path") ?? "/";
const policyArn = (naming: Naming): string =>
  globalArn(naming, "iam", `policy${path(naming)}${policyName(naming)}`);

export const iam: ResourceTypes = {
  "AWS::IAM::Role": {
    ref: roleName,
    attributes: {
      Arn: (naming) => globalArn(naming, "iam", `role${path(naming)}${roleName(naming)}`),
      RoleId: (naming) => `AROA${naming.generated(alphabets.upper, 17)}`,
    },
  },
  "AWS::IAM::ManagedPolicy": { ref: policyArn, attributes: { PolicyArn: policyArn } },
};
