import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { LoadedStack } from "../../../local/types.ts";
import type { Decisions } from "../../../local/wire/decisions.ts";
import { functionRoles, unusedGrants } from "./unused.ts";

/** What the last line of CI counts as one failure more: when this is decided, the tests have been counted. */
export const report = "reports/least-privilege.txt";

/** To be called before the tests: what an earlier run reported is no longer true. */
export const forgetReport = (file = report): void => rmSync(file, { force: true });

/** What is asked of Vitest about the tests that have run: a part of its `TestProject`. */
export interface TestsOfProject {
  readonly name: string;
  readonly globTestFiles: () => Promise<{ readonly testFiles: readonly string[] }>;
  readonly vitest: {
    readonly config: { readonly testNamePattern?: RegExp | undefined };
    readonly state: {
      readonly getTestModules: () => readonly {
        readonly moduleId: string;
        readonly project: { readonly name: string };
        readonly ok: () => boolean;
      }[];
    };
  };
}

/**
 * After every test of the project has run: whatever the roles of the functions may do, something did, and whatever they
 * needed, they might. After a filtered run it only says that this was not checked.
 *
 * @returns a sentence to print.
 * @throws Error that names each grant that was never used and each that was missing.
 */
export async function checkLeastPrivilege(
  tests: TestsOfProject,
  stack: LoadedStack,
  decisions: Pick<Decisions, "grantsUsed" | "refusals">,
  file = report,
): Promise<string> {
  const missing = await notRun(tests);
  if (missing !== undefined) return `Least privilege: not checked, because ${missing}.`;
  const { parts, unused } = unusedGrants(stack, decisions.grantsUsed());
  const refused = refusalsOf(stack, decisions);
  if (unused.length + refused.length === 0)
    return `Least privilege: checked, each of ${parts} grants was used and none was missing.`;
  const text = [
    `Least privilege: of ${parts} grants ${unused.length} were never used, and ${refused.length} were missing.`,
    ...unused.map((line) => `never used  ${line}`),
    ...refused.map((line) => `missing     ${line}`),
    "Remove a grant that nothing needs (the rows of the routes, infra/grants.ts), or add the test that uses it.",
  ].join("\n");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
  throw new Error(text);
}

/** What of the project did not run, or not to a good end. */
async function notRun({ name, globTestFiles, vitest }: TestsOfProject): Promise<string | undefined> {
  if (vitest.config.testNamePattern !== undefined) return "tests were chosen by their names";
  const { testFiles } = await globTestFiles();
  const ran = vitest.state.getTestModules().filter(({ project }) => project.name === name);
  const passed = new Set(ran.filter((one) => one.ok()).map(({ moduleId }) => moduleId));
  const others = testFiles.filter((one) => !passed.has(one));
  const [first] = others;
  if (first === undefined) return undefined;
  return `${others.length} of ${testFiles.length} files did not run or did not pass, as ${relative("", first)}`;
}

/** What a function was not allowed: it would fail so on AWS. */
function refusalsOf(stack: LoadedStack, { refusals }: Pick<Decisions, "refusals">): readonly string[] {
  const names = new Map(functionRoles(stack).map(([name, role]) => [role, name]));
  return refusals().flatMap(({ principal, why }) => {
    const name = names.get(principal);
    return name === undefined ? [] : [`${name}: ${why}`];
  });
}
