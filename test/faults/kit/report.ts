import { stdout } from "node:process";
import { isMet } from "./judge.ts";
import type { Seen } from "./sender.ts";

/** Says how much was tried, how it ended, and how long it took. @param begun by `performance.now()`. */
export function report(what: string, seen: readonly Seen[], begun: number): void {
  const scenarios = seen.filter(isScenario);
  const firsts = scenarios.flatMap(({ attempts: [first] }) => first ?? []);
  const count = (holds: (first: (typeof firsts)[number]) => boolean): number => firsts.filter(holds).length;
  const ended = [
    `${count(({ status }) => status < 400)} answered`,
    `${count(({ status, ofFunction }) => status >= 400 && ofFunction)} refused by the function`,
    `${count(({ ofFunction }) => !ofFunction)} cut off`,
  ];
  const attempts = seen.reduce((sum, one) => sum + one.attempts.length, 0);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  stdout.write(
    `faults, ${what}: ${scenarios.length} scenarios (${ended.join(", ")}), ${attempts} requests, ${seconds} s\n`,
  );
}

/** A case in which something failed; the others are there to compare. */
export const isScenario = (seen: Seen): boolean => !seen.planned.name.startsWith("nothing") && isMet(seen);
