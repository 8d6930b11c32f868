import { entriesOf, ofTypes, property, type StackTemplate, targetOf, textOf } from "../template.ts";

const VARIABLE = "KITH_TABLE_";

/**
 * The logical id of the table that an ARN means: one of the stack's own, or that in whose place a restored one is used,
 * which functions are told of by its physical name.
 */
export function tableOf(template: StackTemplate, arn: unknown): string | undefined {
  const own = targetOf(arn);
  if (own !== undefined) return own;
  const name = textOf(arn).split("table/")[1];
  return name === undefined ? undefined : restoredTables(template).get(name);
}

/** Logical ids by the physical names of restored tables. */
export function restoredTables(template: StackTemplate): ReadonlyMap<string, string> {
  const told = ofTypes(template, "AWS::Lambda::Function")
    .flatMap((fn) => entriesOf(property(fn, "Environment", "Variables")))
    .filter(([name, value]) => name.startsWith(VARIABLE) && typeof value === "string");
  return new Map(told.map(([name, value]) => [String(value), idOf(name)]));
}

/** `KITH_TABLE_AUDIT_KEYS` → `AuditKeysTable` */
const idOf = (variable: string): string =>
  `${variable
    .slice(VARIABLE.length)
    .toLowerCase()
    .replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Table`;
