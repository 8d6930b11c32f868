/** Condition expressions of DynamoDB, as far as the platform writes them, over items in the form of the wire. */
export interface Wire {
  readonly [attribute: string]: { readonly S?: string; readonly N?: string; readonly B?: string };
}

export interface Conditioned {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Wire;
}

const holds = (atom: string, item: Wire | undefined, request: Conditioned): boolean => {
  const named = (name: string) => item?.[request.ExpressionAttributeNames?.[name] ?? name];
  const given = (name: string) => request.ExpressionAttributeValues?.[name];
  const exists = /^attribute_(not_)?exists\((\w+)\)$/.exec(atom);
  if (exists) return (named(exists[2] ?? "") === undefined) === (exists[1] !== undefined);
  const [left = "", operator, right = ""] = atom.split(" ");
  if (operator === "=") return JSON.stringify(named(left)) === JSON.stringify(given(right));
  if (operator === "<") return Number(named(left)?.N) < Number(given(right)?.N);
  throw new Error(`not understood: ${atom}`);
};

/** Whether a request's condition holds for the item as it is. */
export const conditionHolds = (item: Wire | undefined, request: Conditioned): boolean =>
  (request.ConditionExpression ?? "attribute_exists(pk) OR attribute_not_exists(pk)")
    .split(" OR ")
    .some((term) => term.split(" AND ").every((atom) => holds(atom, item, request)));
