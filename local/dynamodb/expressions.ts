/** Words of DynamoDB's expression language that name no attribute. */
const WORDS = new Set(
  ["and", "or", "not", "between", "in", "set", "remove", "add", "delete"].concat(
    ["attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"],
    ["if_not_exists", "list_append"],
  ),
);

/** Placeholder to name, as `ExpressionAttributeNames` has it. */
export type Names = Readonly<Record<string, string>>;

/** The top-level attributes that an expression speaks of. */
export function attributesIn(expression: string | undefined, names: Names): readonly string[] {
  const topLevel = (expression ?? "").replace(/:\w+|\.[#\w-]+|\[\d+\]/gu, " ");
  return (topLevel.match(/#\w+|[A-Za-z_]\w*/gu) ?? [])
    .filter((word) => !WORDS.has(word.toLowerCase()))
    .map((word) => names[word] ?? word);
}

/** The placeholders that a key condition sets equal to an attribute: `pk = :pk AND begins_with(sk, :sk)` → `:pk`. */
export function equalTo(attribute: string, expression: string, names: Names): readonly string[] {
  return [...expression.matchAll(/([#\w]+)\s*=\s*(:\w+)/gu)]
    .filter(([, word = ""]) => (names[word] ?? word) === attribute)
    .map(([, , placeholder = ""]) => placeholder);
}
