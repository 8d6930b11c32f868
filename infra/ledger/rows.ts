import { type Found, ofTypes, type StackTemplate } from "../template.ts";
import { createOnly } from "./create-only.ts";
import { type Fact, fixed, guard } from "./fact.ts";
import { tracked } from "./tracked.ts";

/** What is recorded of a resource: its type, and its facts by their names. A fact that does not hold is left out. */
export interface Row {
  readonly type: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
/** Rows by logical id. */
export type Rows = Readonly<Record<string, Row>>;

const isKept = (policy: unknown): boolean => String(policy).startsWith("Retain");

const policies: Readonly<Record<string, Fact>> = {
  DeletionPolicy: guard(
    ({ DeletionPolicy }) => DeletionPolicy,
    isKept,
    "is no longer kept when the stack lets go of it: it would go, and with it {holds}",
  ),
  UpdateReplacePolicy: guard(
    ({ UpdateReplacePolicy }) => UpdateReplacePolicy,
    isKept,
    "is no longer kept when another one takes its place: it would go, and with it {holds}",
  ),
};

/** The facts of a type: what becomes of it in the end, what CloudFormation sets on the first day alone, and its own. */
export function factsOf(type: string): Readonly<Record<string, Fact>> {
  const first = (createOnly[type] ?? []).map((path) => [path, fixed(...path.split("."))] as const);
  return { ...policies, ...Object.fromEntries(first), ...tracked[type]?.facts };
}

/** The rows of all resources of a template that the ledger follows. @param chosen with what the tenant's file decides. */
export function rowsOf(template: StackTemplate, chosen: boolean): Rows {
  const found = ofTypes(template, ...Object.keys(tracked));
  return Object.fromEntries(found.map((resource) => [resource.id, rowOf(resource, chosen)]));
}

function rowOf(resource: Found, chosen: boolean): Row {
  const facts = Object.entries(factsOf(resource.Type))
    .filter(([, fact]) => chosen || fact.chosen !== true)
    .map(([name, { of }]) => [name, of(resource)] as const)
    .filter(([, value]) => value !== undefined);
  return { type: resource.Type, facts: Object.fromEntries(facts) };
}
