import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { type FunctionName, functionNames } from "../functions.ts";
import { pascal } from "./names.ts";

export type RoleOf = (name: FunctionName) => Role;

/**
 * One role per function, and nothing in it: the grants are managed policies that name the role. Key policies name
 * roles, so a role that named a policy with a key in it would close a circle.
 */
export function functionRoles(parent: Construct): RoleOf {
  const scope = new Construct(parent, "Roles");
  const roles = new Map<FunctionName, Role>(
    functionNames.map((name) => [
      name,
      new Role(scope, pascal(name), { assumedBy: new ServicePrincipal("lambda.amazonaws.com") }),
    ]),
  );
  return (name) => {
    const role = roles.get(name);
    if (role === undefined) throw new Error(`No role for ${name}`);
    return role;
  };
}
