import type { PolicyDocument, PolicyStatement, Principal } from "../types.ts";
import { checkAction } from "./actions.ts";
import { checkConditions, conditionsMet } from "./conditions.ts";
import type { Context } from "./context.ts";
import { policyDocument } from "./document.ts";
import { actionMatches, arnMatches, checkArn, list, withoutVariables } from "./match.ts";

const understood = new WeakSet<PolicyDocument>();

/**
 * The statements of a document, after making sure that every word of it is known: also of those that no request has met yet.
 *
 * @throws Error for an element, action, operator or service that is not known.
 */
export function statementsOf(document: PolicyDocument): readonly PolicyStatement[] {
  if (!understood.has(document)) {
    for (const statement of [policyDocument(document, "policy").Statement].flat()) check(statement);
    understood.add(document);
  }
  return [document.Statement].flat();
}

function check(statement: PolicyStatement): void {
  const { Action, NotAction, Resource, NotResource } = statement;
  for (const action of list(oneOf(Action, NotAction))) checkAction(action);
  for (const resource of list(oneOf(Resource, NotResource))) checkArn(withoutVariables(resource));
  checkConditions(statement);
}

/** Whether a statement speaks of this action, on this resource, under these conditions (its principal aside). */
export function applies(
  statement: PolicyStatement,
  action: string,
  resource: string,
  context: Context,
): boolean {
  return (
    namesAction(statement, action) &&
    namesResource(statement, resource) &&
    conditionsMet(statement, action, context)
  );
}

/** Whether a statement speaks of this action at all. */
export const namesAction = ({ Action, NotAction }: PolicyStatement, action: string): boolean =>
  covers(Action, NotAction, (pattern) => actionMatches(pattern, action));

/** Whether a statement speaks of this resource at all. */
export const namesResource = ({ Resource, NotResource }: PolicyStatement, resource: string): boolean =>
  covers(Resource, NotResource, (pattern) => arnMatches(pattern, resource));

type Words = string | readonly string[] | undefined;

function covers(only: Words, except: Words, matches: (pattern: string) => boolean): boolean {
  return list(oneOf(only, except)).some(matches) === (only !== undefined);
}

function oneOf(only: Words, except: Words): string | readonly string[] {
  const given = only ?? except;
  if (given !== undefined && (only === undefined || except === undefined)) return given;
  throw new Error(
    "a statement needs exactly one of Action and NotAction, and one of Resource and NotResource",
  );
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

/** How a statement is spoken of. */
export const label = ({ Sid }: PolicyStatement): string =>
  Sid === undefined ? "a statement without Sid" : `statement ${Sid}`;
