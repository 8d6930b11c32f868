import type { PolicyDocument, PolicyStatement, Principal } from "../types.ts";
import { conditionsMet } from "./conditions.ts";
import type { Context } from "./context.ts";
import { policyDocument } from "./document.ts";
import { actionMatches, arnMatches, list, withoutVariables } from "./match.ts";

const understood = new WeakSet<PolicyDocument>();

/** The statements of a document, after making sure that every element of it is known. */
export function statementsOf(document: PolicyDocument): readonly PolicyStatement[] {
  if (!understood.has(document)) {
    policyDocument(document, "policy");
    understood.add(document);
  }
  return [document.Statement].flat();
}

/** Whether a statement speaks of this action, on this resource, under these conditions (its principal aside). */
export function applies(
  statement: PolicyStatement,
  action: string,
  resource: string,
  context: Context,
): boolean {
  return (
    covers(statement.Action, statement.NotAction, (pattern) => actionMatches(pattern, action)) &&
    covers(statement.Resource, statement.NotResource, (pattern) =>
      arnMatches(withoutVariables(pattern), resource),
    ) &&
    conditionsMet(statement, action, context)
  );
}

type Words = string | readonly string[] | undefined;

function covers(only: Words, except: Words, matches: (pattern: string) => boolean): boolean {
  if ((only === undefined) === (except === undefined)) {
    throw new Error(
      "a statement needs exactly one of Action and NotAction, and one of Resource and NotResource",
    );
  }
  return only !== undefined ? list(only).some(matches) : !list(except ?? []).some(matches);
}

/** How a resource policy names the caller: itself or everybody (enough alone), or its account (IAM must agree). */
export type Naming = "directly" | "account" | "not";

/**
 * Source: "AWS JSON policy elements: Principal". `*` names every identity and is enough alone (AWS KMS Developer
 * Guide, "Key policies": an asterisk gives every identity permission); the account's root only delegates to IAM.
 */
export function naming(statement: PolicyStatement, caller: Principal): Naming {
  const principal = statement.Principal;
  if (principal === undefined) throw new Error("a resource policy's statement names no principal");
  if (principal === "*") return "directly";
  if (caller.service !== undefined)
    return list(principal.Service ?? []).includes(caller.service) ? "directly" : "not";
  const named = list(principal.AWS ?? []);
  if (named.includes("*") || named.includes(caller.arn)) return "directly";
  const root = `arn:${caller.arn.split(":")[1]}:iam::${caller.account}:root`;
  return named.includes(root) || named.includes(caller.account) ? "account" : "not";
}
