import type { PolicyDocument, PolicyStatement } from "../types.ts";
import { unmetConditions } from "./conditions.ts";
import type { AccessRequest } from "./evaluate.ts";
import { list } from "./match.ts";
import { label, namesAction, namesResource, naming, statementsOf } from "./statement.ts";

/** How many statements, and how many values of one, a sentence tells before it says that there are more. */
const TOLD = 3;

/**
 * What an engineer would have to write where nothing allows a request: the action, the resource, and how far the statements go
 * that come nearest. Only words of the policies and of the template, no value of the request.
 */
export function missing(request: AccessRequest, where: "the key's policy" | "the role's policies"): string {
  const { action, resource } = request;
  const about = candidates(request, where).filter(
    (one) => one.Effect === "Allow" && namesAction(one, action),
  );
  const here = about.filter((one) => namesResource(one, resource));
  const near = here.length > 0 ? here.map((one) => conditional(one, request)) : about.map(elsewhere);
  const hint = near.length === 0 ? "no statement names this action" : some(near, "; ");
  return `no statement of ${where} allows ${action} on ${resource}: ${hint}`;
}

/** The statements that speak to the caller at all. */
function candidates(
  { principal, keyPolicy }: AccessRequest,
  where: Parameters<typeof missing>[1],
): readonly PolicyStatement[] {
  if (where === "the role's policies") return principal.policies.flatMap(statementsOf);
  const all = (policy: PolicyDocument | undefined) => (policy === undefined ? [] : statementsOf(policy));
  return all(keyPolicy).filter((statement) => naming(statement, principal) !== "not");
}

function conditional(statement: PolicyStatement, { action, context }: AccessRequest): string {
  const unmet = unmetConditions(statement, action, context).map(
    ({ name, key, wanted }) => `${name} ${key} ${some(wanted, ", ")}`,
  );
  return `${label(statement)} does only if ${unmet.join(" and ")}`;
}

function elsewhere(statement: PolicyStatement): string {
  const { Resource, NotResource } = statement;
  const place =
    Resource === undefined ? `all but ${some(list(NotResource ?? []), ", ")}` : some(list(Resource), ", ");
  return `${label(statement)} does on ${place}`;
}

function some(words: readonly string[], between: string): string {
  const more = words.length - TOLD;
  return words.slice(0, TOLD).join(between) + (more > 0 ? `${between}and ${more} more` : "");
}
