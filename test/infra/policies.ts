import type { Template } from "./assembly.ts";

export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** One statement on one line: resource, actions, conditions, with ids in place of intrinsics. */
export function oneLine({ Action, Resource, Condition = {} }: Statement): string {
  const conditions = Object.entries(Condition)
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => ({ operator, key, value })))
    .map(({ operator, key, value }) => `${operator} ${key} ${words(value)}`);
  const actions = [Action].flat().join(" ");
  return [words(Resource), actions, ...conditions].join(" | ");
}

/** Text of a value of a policy: `Ref` and `GetAtt` as the id, `Join` joined. */
export function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(",");
  if (typeof value !== "object" || value === null) return String(value);
  const [[name, inner] = ["", undefined]] = Object.entries(value);
  if (name === "Ref") return String(inner);
  if (name === "Fn::GetAtt" && Array.isArray(inner)) return inner.join(".");
  if (name === "Fn::Join" && Array.isArray(inner)) return inner[1].map(words).join(inner[0]);
  throw new Error(`Not a word of a policy: ${name}`);
}

/** The statements of each function, of both its policies, by the function's name. */
export function statementsByFunction(template: Template): Readonly<Record<string, readonly Statement[]>> {
  return statementsBy(template, /^Functions(\w+)(?:Policy|Items)[0-9A-F]{8}$/);
}

/** The statements of the managed policies whose ids match, by the part of the id in parentheses. */
export function statementsBy(template: Template, id: RegExp): Readonly<Record<string, readonly Statement[]>> {
  const statements: Record<string, Statement[]> = {};
  for (const [found, { Type, Properties }] of Object.entries(template.Resources)) {
    const [, name] = id.exec(found) ?? [];
    if (Type !== "AWS::IAM::ManagedPolicy" || name === undefined) continue;
    statements[name] = [...(statements[name] ?? []), ...Properties.PolicyDocument.Statement];
  }
  return statements;
}
