import type { CheckedStack, Fault, Rule } from "./rule.ts";
import { rules } from "./rules.ts";

/** What of the house rules a stack breaks, one sentence each without its end. */
export function houseFaults(stack: CheckedStack, among: readonly Rule[] = rules): readonly string[] {
  return among.flatMap(({ id, faults }) => faults(stack).map((fault) => sentence(stack, id, fault)));
}

const sentence = ({ name }: CheckedStack, rule: string, { id, wrong, remedy }: Fault): string =>
  `${name}: ${id} ${wrong}: ${remedy} (rule ${rule}, docs/checks.md)`;
