import type { z } from "zod";
import { nearest } from "./nearest.ts";
import type { Fault } from "./refusal.ts";

type Issue = z.core.$ZodIssue;

/** Says where and what is wrong, from what the schema found. */
export function faultsOf(
  issues: readonly Issue[],
  lineOf: (path: readonly PropertyKey[]) => number,
  known: (path: readonly PropertyKey[]) => readonly string[],
): readonly Fault[] {
  return issues
    .flatMap((issue) => within(issue, []))
    .flatMap(({ issue, path }) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, known(path)) }))
        : [{ path, message: issue.message }],
    )
    .map(({ path, message }) => ({ line: lineOf(path), field: path.join("."), message }));
}

function unknownField(key: string, fields: readonly string[]): string {
  const guess = nearest(key, fields);
  return guess === undefined
    ? `is not a field: remove it, or choose one of ${fields.join(", ")}`
    : `is not a field: did you mean ${guess}?`;
}

/** Of a choice between a word and a group, the faults inside the group, when a group was written. */
function within(
  issue: Issue,
  before: readonly PropertyKey[],
): readonly { issue: Issue; path: PropertyKey[] }[] {
  const path = [...before, ...issue.path];
  if (issue.code !== "invalid_union") return [{ issue, path }];
  const inside = issue.errors.find((branch) => branch.some(isInside));
  if (inside === undefined) return [{ issue, path }];
  return inside.flatMap((inner) => within(inner, path));
}

function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}
