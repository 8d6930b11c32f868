/**
 * Whether a line of JSON is counted by a filter pattern of CloudWatch Logs: `{ ($.a = "x*") && ($.b != "y") }`, which is
 * all of the language that our patterns use.
 * @throws Error for anything else.
 */
export function counts(pattern: string, line: string): boolean {
  const fields: Readonly<Record<string, unknown>> = JSON.parse(line);
  const inner = /^\{ (.+) \}$/.exec(pattern)?.[1];
  if (inner === undefined) throw new Error(`Not a pattern for JSON: ${pattern}`);
  return inner.split(" && ").every((term) => holds(term.replace(/^\((.*)\)$/, "$1"), fields));
}

function holds(term: string, fields: Readonly<Record<string, unknown>>): boolean {
  const [, name = "", operator, wanted = ""] = /^\$\.(\w+) (=|!=) "([^"]*)"$/.exec(term) ?? [];
  if (operator === undefined) throw new Error(`Not a term of a pattern: ${term}`);
  const value = fields[name];
  if (typeof value !== "string") return false;
  const same = wanted.endsWith("*") ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
  return operator === "=" ? same : !same;
}
