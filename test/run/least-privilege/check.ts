import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { TestProject } from "vitest/node";
import type { LoadedStack } from "../../../local/types.ts";
import type { Decisions } from "../../../local/wire/decisions.ts";
import { unusedGrants } from "./unused.ts";

/** What the last line of CI counts as one failure more: the tests have ended when this is decided. */
const report = "reports/least-privilege.txt";

/** To be called before the tests: what an earlier run reported is no longer true. */
export const forgetReport = (): void => rmSync(report, { force: true });

/**
 * After every test of the project has run: whatever the roles of the functions may do, something did, and whatever they
 * needed, they might. After a filtered run it says only that it was not checked.
 * @throws Error that names each grant that was never used and each refusal.
 */
export async function checkLeastPrivilege(
  project: TestProject,
  stack: LoadedStack,
  decisions: Decisions,
): Promise<void> {
  // Other projects start the same tenant, and use only parts of it.
  if (project.name !== "run") return;
  const missing = await notRun(project);
  if (missing !== undefined) return say(`not checked, because ${missing}`);
  const { parts, unused } = unusedGrants(stack, decisions.grantsUsed());
  const refused = refusalsOf(stack, decisions);
  if (unused.length + refused.length === 0) return say(`checked, each of ${parts} grants was used`);
  const text = [
    `Least privilege: of ${parts} grants ${unused.length} were never used, and ${refused.length} were missing.`,
    ...unused.map((line) => `never used  ${line}`),
    ...refused.map((line) => `missing     ${line}`),
    "Remove a grant that nothing needs (the routes' rows, infra/grants.ts), or add the test that uses it.",
  ].join("\n");
  mkdirSync("reports", { recursive: true });
  writeFileSync(report, `${text}\n`);
  throw new Error(text);
}

/** What of the project did not run, or not to a good end, in a few words. */
async function notRun(project: TestProject): Promise<string | undefined> {
  if (project.vitest.config.testNamePattern !== undefined) return "tests were chosen by their names";
  const { testFiles } = await project.globTestFiles();
  const modules = project.vitest.state.getTestModules().filter((one) => one.project.name === project.name);
  const passed = new Set(modules.filter((one) => one.ok()).map(({ moduleId }) => moduleId));
  const others = testFiles.filter((file) => !passed.has(file));
  const [first] = others;
  if (first === undefined) return undefined;
  return `${others.length} of ${testFiles.length} files did not run or did not pass, ${relative("", first)} for one`;
}

/** What a function was not allowed: it would fail so on AWS. */
function refusalsOf(stack: LoadedStack, decisions: Decisions): readonly string[] {
  const names = new Map(
    stack
      .byType("AWS::Lambda::Function")
      .map(({ logicalId, properties }) => [String(properties.Role), logicalId]),
  );
  return decisions
    .refusals()
    .flatMap(({ principal, why }) => (names.has(principal) ? [`${names.get(principal)}: ${why}`] : []));
}

const say = (sentence: string): void => void process.stdout.write(`Least privilege: ${sentence}.\n`);
