import {
  type Found,
  listOf,
  ofTypes,
  property,
  type StackTemplate,
  targetOf,
  targetsIn,
  wordsOf,
} from "../template.ts";
import { fault, type Rule } from "./rule.ts";

const policyTypes = ["AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::RolePolicy"];

export const functionPermissions: Rule = {
  id: "function-permissions",
  holds:
    "Every function is made after all policies of its role, and the policies name the role, never the reverse.",
  source: "Lambda CreateFunction: it tries permissions for queues and networks when it makes a function",
  faults: ({ template }) =>
    ofTypes(template, "AWS::Lambda::Function").flatMap((fn) => {
      const role = targetOf(property(fn, "Role"));
      const policies = policiesOf(template, role);
      const awaited = wordsOf(fn.DependsOn);
      return [
        ...(policies.length === 0
          ? [fault(fn.id, "has a role without any policy", "give its role a managed policy")]
          : []),
        ...policies
          .filter(({ id }) => !awaited.includes(id))
          .map(({ id }) =>
            fault(fn.id, `may be made before its policy ${id}`, "make the function depend on it"),
          ),
        ...namedByRole(template, role).map((id) =>
          fault(role ?? "", `names the policy ${id}`, "let the policy name the role (roles: [role]) instead"),
        ),
      ];
    }),
};

const policiesOf = (template: StackTemplate, role: string | undefined): readonly Found[] =>
  ofTypes(template, ...policyTypes).filter((policy) =>
    [...listOf(property(policy, "Roles")), property(policy, "RoleName")].some(
      (name) => targetOf(name) === role,
    ),
  );

/** Policies of the stack that a role names itself. */
function namedByRole(template: StackTemplate, role: string | undefined): readonly string[] {
  const found = ofTypes(template, "AWS::IAM::Role").find(({ id }) => id === role);
  const own = new Set(ofTypes(template, ...policyTypes).map(({ id }) => id));
  return [...targetsIn(found?.Properties?.ManagedPolicyArns)].filter((id) => own.has(id));
}
