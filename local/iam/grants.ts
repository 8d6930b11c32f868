import type { PolicyStatement } from "../types.ts";
import { comparedValues } from "./conditions.ts";
import type { Context } from "./context.ts";
import { actionMatches, arnMatches, list } from "./match.ts";
import { label } from "./statement.ts";

/**
 * The smallest parts of an Allow statement that could be given or withheld by themselves, each as one line: every action with
 * every resource and, of each condition that compares, every value. `CommunityItems2: dynamodb:PutItem on arn:... where
 * dynamodb:LeadingKeys THREAD#*`. Only words of the policy, never a value of a request.
 */
export function grantsIn(statement: PolicyStatement): readonly string[] {
  return lines(
    statement,
    () => true,
    () => true,
    comparedValues(statement, undefined),
  );
}

/** Those of {@link grantsIn} that a request makes use of which the statement allows. */
export function grantsUsedBy(
  statement: PolicyStatement,
  action: string,
  resource: string,
  context: Context,
): readonly string[] {
  return lines(
    statement,
    (word) => actionMatches(word, action),
    (word) => arnMatches(word, resource),
    comparedValues(statement, context),
  );
}

type Matches = (word: string) => boolean;

function lines(
  statement: PolicyStatement,
  actionIs: Matches,
  resourceIs: Matches,
  conditions: readonly (readonly string[])[],
): readonly string[] {
  const actions = words(statement.Action, statement.NotAction, actionIs);
  const resources = words(statement.Resource, statement.NotResource, resourceIs);
  const where = conditions.reduce<readonly string[]>(
    (before, values) =>
      before.flatMap((one) => values.map((value) => (one === "" ? value : `${one}, ${value}`))),
    [""],
  );
  return actions.flatMap((action) =>
    resources.flatMap((resource) =>
      where.map(
        (value) =>
          `${statement.Sid ?? label(statement)}: ${action} on ${resource}${value === "" ? "" : ` where ${value}`}`,
      ),
    ),
  );
}

type Words = string | readonly string[] | undefined;

/** What a statement excepts cannot be taken apart: the rest is one part. */
function words(only: Words, except: Words, is: Matches): readonly string[] {
  return only === undefined ? [`all but ${list(except ?? []).join(", ")}`] : list(only).filter(is);
}
