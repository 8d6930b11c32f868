const compiled = new Map<string, RegExp>();

/** `*` is any run of characters, `?` exactly one: the only wildcards of IAM's policy language. */
export function wildcard(pattern: string, value: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const source = pattern
      .replace(/[\\^$.+()|[\]{}]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    expression = new RegExp(`^${source}$`, "su");
    compiled.set(pattern, expression);
  }
  return expression.test(value);
}

/** Actions are compared without regard to case. */
export function actionMatches(pattern: string, action: string): boolean {
  return wildcard(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * The six colon-separated parts of an ARN are compared one by one, so a `*` never reaches over a colon
 * (except in the last part, which is the rest of the ARN).
 *
 * @throws Error when the pattern is neither `*` nor has six parts.
 */
export function arnMatches(pattern: string, arn: string): boolean {
  checkArn(pattern);
  if (pattern === "*") return true;
  const given = parts(arn);
  return given.length === 6 && parts(pattern).every((part, index) => wildcard(part, given[index] ?? ""));
}

/** @throws Error when a policy's word for resources is neither `*` nor has the six parts of an ARN. */
export function checkArn(pattern: string): void {
  if (pattern !== "*" && parts(pattern).length !== 6) throw new Error("not an ARN of six parts in a policy");
}

function parts(arn: string): readonly string[] {
  const split = arn.split(":");
  return split.length <= 6 ? split : [...split.slice(0, 5), split.slice(5).join(":")];
}

/** Policies write one word or a list of them. */
export function list(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

/** @throws Error when a policy uses a variable: this evaluator fills none in, and must not compare its name. */
export function withoutVariables(value: string): string {
  if (value.includes("${")) throw new Error("policy variables are not evaluated");
  return value;
}
