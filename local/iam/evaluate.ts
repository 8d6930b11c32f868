import type { PolicyDocument, PolicyStatement, Principal } from "../types.ts";
import type { Context } from "./context.ts";
import { applies, type Naming, naming, statementsOf } from "./statement.ts";

/** One question to IAM. */
export interface AccessRequest {
  readonly principal: Principal;
  /** For example `kms:Decrypt`. */
  readonly action: string;
  /** The ARN the action is done to. */
  readonly resource: string;
  readonly context: Context;
  /** The policy of a KMS key: nothing is allowed that it does not allow. */
  readonly keyPolicy?: PolicyDocument;
  /** The policy of any other resource: it may allow beside IAM, and deny. */
  readonly resourcePolicy?: PolicyDocument;
}

export interface Decision {
  readonly decision: "allow" | "deny";
  /** The statement that decided, or what was missing. Holds no value of the request. */
  readonly why: string;
}

/**
 * Decides as IAM does within one account: an explicit Deny anywhere wins; a key's policy must allow; any other
 * resource's policy may allow by itself; what nothing allows is denied.
 * Source: "Policy evaluation logic" of the IAM User Guide and "Determining access to AWS KMS keys".
 *
 * @throws Error when a policy uses an element, operator or condition key that is not understood, or when the resource
 *   is another account's, whose policies would have to be known as well.
 */
export function evaluate(request: AccessRequest): Decision {
  if (!ownedBy(request.principal.account, request.resource)) throw new Error("a resource of another account");
  const identity = identityStatements(request);
  const named = resourceStatements(request);
  const deny = [...identity, ...named.map(({ statement }) => statement)].find(
    ({ Effect }) => Effect === "Deny",
  );
  if (deny !== undefined) return { decision: "deny", why: `explicit Deny of ${label(deny)}` };
  const allowedTo = (naming: Naming) =>
    named.find((one) => one.naming === naming && one.statement.Effect === "Allow");
  const direct = allowedTo("directly");
  if (direct !== undefined) return { decision: "allow", why: `resource policy, ${label(direct.statement)}` };
  if (request.keyPolicy !== undefined && allowedTo("account") === undefined) {
    return { decision: "deny", why: `no statement of the key's policy allows ${request.action}` };
  }
  const allow = identity.find(({ Effect }) => Effect === "Allow");
  if (allow === undefined)
    return { decision: "deny", why: `no identity-based policy allows ${request.action}` };
  return { decision: "allow", why: `identity policy, ${label(allow)}` };
}

/** The ARNs of some services (S3) name no account. */
function ownedBy(account: string, arn: string): boolean {
  const owner = arn.split(":")[4];
  return owner === "" || owner === account;
}

function identityStatements({
  principal,
  action,
  resource,
  context,
}: AccessRequest): readonly PolicyStatement[] {
  const all = principal.policies.flatMap(statementsOf);
  if (all.some(({ Principal }) => Principal !== undefined))
    throw new Error("an identity policy names a principal");
  return all.filter((statement) => applies(statement, action, resource, context));
}

interface Named {
  readonly statement: PolicyStatement;
  readonly naming: Naming;
}

function resourceStatements(request: AccessRequest): readonly Named[] {
  const { principal, action, resource, context, keyPolicy, resourcePolicy } = request;
  return [keyPolicy, resourcePolicy]
    .flatMap((document) => (document === undefined ? [] : statementsOf(document)))
    .map((statement) => ({ statement, naming: naming(statement, principal) }))
    .filter(({ statement, naming }) => naming !== "not" && applies(statement, action, resource, context));
}

function label(statement: PolicyStatement): string {
  return statement.Sid === undefined ? "a statement without Sid" : `statement ${statement.Sid}`;
}
