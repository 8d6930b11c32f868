import type { Found, StackTemplate } from "../template.ts";
import { ofTypes } from "../template.ts";

/** A synthesized stack, as the rules see it: the final template, and where it will be deployed. */
export interface CheckedStack {
  /** Name of the stack, for example `kith-mercy-west`. */
  readonly name: string;
  /** Number of the account. */
  readonly account: string;
  readonly region: string;
  readonly template: StackTemplate;
  /** What `cdk.json` says. */
  readonly settings: unknown;
}

/** One thing in a stack that breaks a rule. */
export interface Fault {
  /** Logical id of the resource; of none when the stack lacks one. */
  readonly id: string;
  /** What is wrong, as the end of a sentence that begins with the logical id. */
  readonly wrong: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** A house rule: what holds in every tenant's stack, whatever its file says. */
export interface Rule {
  readonly id: string;
  /** What holds, in one sentence; docs/checks.md shows it. */
  readonly holds: string;
  /** The regulation or the documented behaviour of AWS that the rule comes from. */
  readonly source: string;
  readonly faults: (stack: CheckedStack) => readonly Fault[];
}

/** What a broken rule says of a resource. */
export const fault = (id: string, wrong: string, remedy: string): Fault => ({ id, wrong, remedy });

/** One fault for each resource of some types of which something does not hold. */
export function each(
  types: readonly string[],
  {
    unless,
    wrong,
    remedy,
  }: {
    readonly unless: (resource: Found, stack: CheckedStack) => boolean;
    readonly wrong: string;
    readonly remedy: string;
  },
): Rule["faults"] {
  return (stack) =>
    ofTypes(stack.template, ...types)
      .filter((resource) => !unless(resource, stack))
      .map(({ id }) => fault(id, wrong, remedy));
}

/** Joins what several checks find. */
export const all =
  (...checks: readonly Rule["faults"][]): Rule["faults"] =>
  (stack) =>
    checks.flatMap((check) => check(stack));
