import { globSync } from "node:fs";

/** Code whose every line is to be held by tests in process, and the tests that hold it. */
export interface Part {
  readonly mutate: readonly string[];
  readonly not?: readonly string[];
  /** What tests this code directly. Whatever else runs through it would prove less and take longer. */
  readonly tests: readonly string[];
  /** Of its mutants, how many of a hundred must be noticed. */
  readonly least: number;
}

const rules = [
  "members/invitation",
  "members/guessing",
  "members/sign-out",
  "programs/inviting",
  "programs/joining",
  "programs/care-team",
  "programs/staff-inviting",
  "programs/suspension",
  "imports/csv",
  "imports/file",
  "community/message",
  "community/new-poll",
  "community/poll",
  "community/thread",
  "community/unread",
  "activity/newest",
  "activity/changes",
  "audit/day-range",
  "audit/integrity",
  "audit/search",
];
const audit = "leaf,header,body,decode-body,compact,position,writer,verdict,transaction";

export const parts = {
  sealing: {
    mutate: ["functions/platform/sealing/**/*.ts"],
    // Not those that seal thousands of values, or start Python, for each mutant.
    tests: ["test/platform/sealing/[!il]*.test.ts"],
    least: 100,
  },
  vault: {
    mutate: ["functions/platform/{vault,blind}.ts"],
    tests: ["test/platform/vault/**/*.test.ts"],
    least: 98,
  },
  trail: {
    mutate: [`functions/platform/audit/{${audit}}.ts`],
    tests: [
      "test/platform/audit/{leaf,example,header,body,compact,position,verdict,transaction,writer}.test.ts",
    ],
    least: 100,
  },
  kernel: {
    mutate: ["functions/kernel/**/*.ts"],
    // Tables and types.
    not: [
      "functions/kernel/{actions,ports,route,platform,audit,outbox,log,log-stream,trail-index,verification}.ts",
    ],
    tests: ["test/kernel/**/*.test.ts"],
    least: 100,
  },
  // By itself: all of it runs at import, so each mutant runs all tests of its part.
  access: { mutate: ["functions/access.ts"], tests: ["test/functions/access.test.ts"], least: 100 },
  edge: {
    mutate: ["functions/edge/{authorise,event}.ts"],
    tests: ["test/edge/{authorise,reach,event,unknown}.test.ts"],
    least: 100,
  },
  rules: {
    mutate: [`functions/{${rules.join(",")}}.ts`],
    // Not what goes through a whole handler: it would notice less, and take longer.
    tests: rules.map((rule) => `test/${rule.replace("care-team", "care-team-rules")}{,.property}.test.ts`),
    least: 99,
  },
  evaluator: {
    mutate: ["local/iam/**/*.ts"],
    tests: ["test/local/iam/**/*.test.ts"],
    least: 90,
  },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;
export const partNames: readonly PartName[] = Object.keys(parts).filter((name): name is PartName =>
  Object.hasOwn(parts, name),
);
export const partOf = (name: PartName): Part => parts[name];

const filesOf = (globs: readonly string[]): readonly string[] => globs.flatMap((glob) => globSync(glob));

/** The files that are mutated. */
export function mutatedFiles({ mutate, not = [] }: Part): readonly string[] {
  const left = new Set(filesOf(not));
  return [...new Set(filesOf(mutate))].filter((file) => !left.has(file)).sort();
}

export const testFiles = ({ tests }: Part): readonly string[] => [...new Set(filesOf(tests))].sort();
