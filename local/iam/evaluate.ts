import type { PolicyDocument, PolicyStatement, Principal } from "../types.ts";
import { isKnownAction } from "./actions.ts";
import type { Context } from "./context.ts";
import { missing } from "./missing.ts";
import { applies, label, type Naming, naming, statementsOf } from "./statement.ts";

/** One question to IAM. */
export interface AccessRequest {
  readonly principal: Principal;
  /** For example `kms:Decrypt`. */
  readonly action: string;
  /** The ARN the action is done to, or `*` for an action that names none. */
  readonly resource: string;
  readonly context: Context;
  /** The policy of a KMS key: nothing is allowed that it does not allow. */
  readonly keyPolicy?: PolicyDocument;
  /** The policy of any other resource: it may allow beside IAM, and deny. */
  readonly resourcePolicy?: PolicyDocument;
}

/** A statement with whose policy it stands in: the ARN of a role, or of the resource itself. */
export interface Held {
  readonly holder: string;
  readonly statement: PolicyStatement;
}

/** `why` names the statement that decided, or the one that was missing. Holds no value of the request. */
export type Decision =
  | { readonly decision: "deny"; readonly why: string }
  /** `by`: every statement that allowed it. */
  | { readonly decision: "allow"; readonly why: string; readonly by: readonly Held[] };

/**
 * Decides as IAM does within one account: an explicit Deny anywhere wins; a key's policy must allow; any other
 * resource's policy may allow by itself; what nothing allows is denied.
 * Source: "Policy evaluation logic" of the IAM User Guide and "Determining access to AWS KMS keys".
 *
 * @throws Error when the action is not known, when a policy uses an element, action, operator or condition key that is not
 *   understood, or when the resource is another account's, whose policies would have to be known as well.
 */
export function evaluate(request: AccessRequest): Decision {
  if (!isKnownAction(request.action)) throw new Error(`an action that is not known: ${request.action}`);
  if (!ownedBy(request.principal.account, request.resource)) throw new Error("a resource of another account");
  const identity = identityStatements(request);
  const named = resourceStatements(request);
  const deny = [...identity, ...named].find(({ statement }) => statement.Effect === "Deny");
  if (deny !== undefined) return { decision: "deny", why: explicit(deny, request) };
  const allowing = (naming: Naming) => named.filter((one) => one.naming === naming);
  const direct = allowing("directly");
  if (direct.length > 0) return allow("resource policy", direct);
  const account = allowing("account");
  if (request.keyPolicy !== undefined && account.length === 0)
    return { decision: "deny", why: missing(request, "the key's policy") };
  if (identity.length === 0) return { decision: "deny", why: missing(request, "the role's policies") };
  return allow("identity policy", [...identity, ...account]);
}

const allow = (kind: string, by: readonly Held[]): Decision => ({
  decision: "allow",
  why: `${kind}, ${by.map(({ statement }) => label(statement))[0]}`,
  by: by.map(({ holder, statement }) => ({ holder, statement })),
});

const explicit = ({ holder, statement }: Held, { principal }: AccessRequest): string =>
  `an explicit Deny decides: ${label(statement)} of ${holder === principal.arn ? "the role's policies" : "the resource's policy"}`;

/** The ARNs of some services (S3) name no account. */
function ownedBy(account: string, arn: string): boolean {
  if (arn === "*") return true;
  const owner = arn.split(":")[4];
  return owner === "" || owner === account;
}

/** The statements of the caller's own policies that speak of the request, Deny and Allow. */
function identityStatements({ principal, action, resource, context }: AccessRequest): readonly Held[] {
  const all = principal.policies.flatMap(statementsOf);
  if (all.some(({ Principal }) => Principal !== undefined))
    throw new Error("an identity policy names a principal");
  return all
    .filter((statement) => applies(statement, action, resource, context))
    .map((statement) => ({ holder: principal.arn, statement }));
}

function resourceStatements(request: AccessRequest): readonly (Held & { readonly naming: Naming })[] {
  const { principal, action, resource, context, keyPolicy, resourcePolicy } = request;
  return [keyPolicy, resourcePolicy]
    .flatMap((document) => (document === undefined ? [] : statementsOf(document)))
    .map((statement) => ({ holder: resource, statement, naming: naming(statement, principal) }))
    .filter(({ statement, naming }) => naming !== "not" && applies(statement, action, resource, context));
}
