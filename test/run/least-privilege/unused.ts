import { grantsIn } from "../../../local/iam/grants.ts";
import { statementsOf } from "../../../local/iam/statement.ts";
import { policiesOf } from "../../../local/iam/template.ts";
import { keysOf } from "../../../local/kms/template.ts";
import type { LoadedStack, PolicyDocument } from "../../../local/types.ts";
import type { GrantsUsed } from "../../../local/wire/decisions.ts";
import { onlyOnAws } from "./exceptions.ts";

/** What is granted to the roles of functions, each smallest part of it, and how much of it nobody has used. */
export interface Granted {
  readonly parts: number;
  /** One line for each part that was never used: who holds it, and what it is in the words of the policy. */
  readonly unused: readonly string[];
}

/** Compares what the template grants to the roles of its functions, in their own policies and in those of keys, with what was used. */
export function unusedGrants(stack: LoadedStack, used: GrantsUsed): Granted {
  const held = [...heldByRoles(stack), ...heldByKeys(stack)].filter(
    ({ grant }) => !onlyOnAws.some(({ grants }) => grants.test(grant)),
  );
  const unused = held.filter(({ holder, grant }) => !used[holder]?.includes(grant));
  return { parts: held.length, unused: unused.map(({ name, grant }) => `${name}: ${grant}`) };
}

interface Part {
  readonly name: string;
  readonly holder: string;
  readonly grant: string;
}

/** The functions of a stack, each with the ARN of its role. */
export const functionRoles = (stack: LoadedStack): readonly (readonly [string, string])[] =>
  stack
    .byType("AWS::Lambda::Function")
    .map(({ logicalId, properties }) => [logicalId, String(properties.Role)]);

function heldByRoles(stack: LoadedStack): readonly Part[] {
  return functionRoles(stack).flatMap(([name, holder]) =>
    allowing(policiesOf(stack, holder)).map((grant) => ({ name, holder, grant })),
  );
}

/** What the policy of a key says of these roles by their names: what it says of the account is no role's. */
function heldByKeys(stack: LoadedStack): readonly Part[] {
  const roles = functionRoles(stack).map(([, role]) => `aws:PrincipalArn ${role}`);
  return keysOf(stack).flatMap(({ arn, policy }) => {
    const name = stack.byType("AWS::KMS::Key").find((one) => one.arn === arn)?.logicalId ?? arn;
    return allowing([policy])
      .filter((grant) => roles.some((role) => `${grant},`.includes(`${role},`)))
      .map((grant) => ({ name, holder: arn, grant }));
  });
}

const allowing = (policies: readonly PolicyDocument[]): readonly string[] =>
  policies
    .flatMap(statementsOf)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(grantsIn);
