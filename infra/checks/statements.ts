import {
  at,
  entriesOf,
  type Found,
  listOf,
  ofTypes,
  property,
  type StackTemplate,
  wordsOf,
} from "../template.ts";

/** A statement of any policy, with its lists as lists. */
export interface Statement {
  /** Logical id of the resource whose policy it is part of. */
  readonly id: string;
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly principal: unknown;
  readonly condition: unknown;
}

/** The statements of a policy document. @param id logical id of the resource that has it. */
export function statementsOf(id: string, document: unknown): readonly Statement[] {
  return listOf(at(document, "Statement")).map((statement) => ({
    id,
    sid: String(at(statement, "Sid") ?? ""),
    effect: String(at(statement, "Effect") ?? ""),
    actions: wordsOf(at(statement, "Action") ?? exceptional(statement)),
    resources: listOf(at(statement, "Resource") ?? exceptional(statement)),
    principal: at(statement, "Principal"),
    condition: at(statement, "Condition"),
  }));
}

/** `NotAction` and `NotResource` allow as good as everything, and forbid nothing that one could count on. */
const exceptional = (statement: unknown): readonly string[] =>
  at(statement, "Effect") === "Allow" ? ["*"] : [];

/** All statements that give a role of the stack leave to do something, wherever they are written. */
export function allowed(template: StackTemplate): readonly Statement[] {
  const documents = [
    ...ofTypes(template, "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::RolePolicy").map(
      (policy) => ({ id: policy.id, document: property(policy, "PolicyDocument") }),
    ),
    ...ofTypes(template, "AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group").flatMap((principal) =>
      listOf(property(principal, "Policies")).map((inline) => ({
        id: principal.id,
        document: at(inline, "PolicyDocument"),
      })),
    ),
  ];
  return documents
    .flatMap(({ id, document }) => statementsOf(id, document))
    .filter(({ effect }) => effect === "Allow");
}

/** Statements of the policy of a key. */
export const keyStatements = (key: Found): readonly Statement[] =>
  statementsOf(key.id, property(key, "KeyPolicy"));

/** Whether an action as a policy writes it, wildcards and all, covers an action of AWS. */
export function covers(written: string, action: string): boolean {
  const pattern = written
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, "i").test(action);
}

/** Whether a statement covers any of some actions. */
export const coversAny = ({ actions }: Statement, wanted: readonly string[]): boolean =>
  actions.some((written) => wanted.some((action) => covers(written, action)));

/** The values that a statement's condition compares a key with, under one operator. */
export function compared({ condition }: Statement, operator: string, key: string): readonly unknown[] {
  const found = entriesOf(at(condition, operator)).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return listOf(found?.[1]);
}

/** The services that a statement trusts as principals. */
export const servicesOf = ({ principal }: Statement): readonly unknown[] => listOf(at(principal, "Service"));

/** Whether a statement is about every principal there is. */
export const isForAll = ({ principal }: Statement): boolean =>
  principal === "*" || listOf(at(principal, "AWS")).includes("*");
