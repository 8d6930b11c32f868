import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { loadStack } from "../../local/cloudformation/load-stack.ts";
import { grantsIn } from "../../local/iam/grants.ts";
import { statementsOf } from "../../local/iam/statement.ts";
import { policiesOf } from "../../local/iam/template.ts";
import { keysOf } from "../../local/kms/template.ts";
import type { PolicyDocument } from "../../local/types.ts";
import type { GrantsUsed } from "../../local/wire/decisions.ts";
import { checkLeastPrivilege, forgetReport, type TestsOfProject } from "../run/least-privilege/check.ts";
import { functionRoles, unusedGrants } from "../run/least-privilege/unused.ts";
import { example, synthesized } from "./assembly.ts";

const stack = loadStack(synthesized("least-privilege", { "a.yaml": example }), "kith-example");
const roles = new Map(functionRoles(stack));
const activity = roles.get("ActivityFunction") ?? "";
const folder = mkdtempSync(join(tmpdir(), "kith-least-privilege-"));
const file = join(folder, "reports", "least-privilege.txt");
afterEach(() => forgetReport(file));
afterAll(() => rmSync(folder, { recursive: true }));

const grantsOf = (policies: readonly PolicyDocument[]) => policies.flatMap(statementsOf).flatMap(grantsIn);
/** As if everything that is granted had been used. */
const everything: GrantsUsed = Object.fromEntries([
  ...[...roles.values()].map((role) => [role, grantsOf(policiesOf(stack, role))] as const),
  ...keysOf(stack).map(({ arn, policy }) => [arn, grantsOf([policy])] as const),
]);
/** The same, but for grants that end so. */
const without = (end: string): GrantsUsed =>
  Object.fromEntries(
    Object.entries(everything).map(([holder, lines]) => [
      holder,
      lines.filter((line) => !line.endsWith(end)),
    ]),
  );

describe("a grant that was never used is found", () => {
  it("in the policies of roles and of keys, and none when each was used", () => {
    expect(unusedGrants(stack, everything).unused).toEqual([]);
    const { parts, unused } = unusedGrants(stack, {});
    expect(unused).toHaveLength(parts);
    for (const name of [...roles.keys(), "SealKey", "AuditKey", "DataKey"])
      expect(
        unused.some((line) => line.startsWith(`${name}: `)),
        name,
      ).toBe(true);
  });

  it("by the one value that nobody used", () => {
    expect(unusedGrants(stack, without(" dynamodb:LeadingKeys RATE#*")).unused).toEqual(
      expect.arrayContaining([expect.stringMatching(/^PeopleFunction: .*dynamodb:UpdateItem.*RATE#\*$/)]),
    );
  });

  it("by the one role that never used a key", () => {
    expect(unusedGrants(stack, without(`aws:PrincipalArn ${activity}`)).unused).toEqual([
      expect.stringMatching(/^DataKey: ReadStreams: kms:Decrypt/),
    ]);
  });

  it("but not where only AWS could use it", () => {
    const { unused } = unusedGrants(stack, {});
    expect(unused.filter((line) => /logs:|ListStreams/.test(line))).toEqual([]);
    expect(everything[activity]?.filter((line) => /logs:|ListStreams/.test(line))).toHaveLength(3);
  });
});

interface Ran {
  readonly files?: readonly string[];
  readonly failed?: string;
  readonly pattern?: RegExp;
}

/** A project of two files, and what of them has run. */
const tests = ({ files = ["a", "b"], failed, pattern }: Ran = {}): TestsOfProject => ({
  name: "run",
  globTestFiles: async () => ({ testFiles: ["a", "b"] }),
  vitest: {
    config: { testNamePattern: pattern },
    state: {
      getTestModules: () => [
        ...files.map((moduleId) => ({ moduleId, project: { name: "run" }, ok: () => moduleId !== failed })),
        { moduleId: "b", project: { name: "unit" }, ok: () => true },
      ],
    },
  },
});
const check = (ran: Ran, used: GrantsUsed, refused: readonly string[] = []) => {
  const refusals = () =>
    refused.map((principal) => {
      const [requestId, action, resource, why] = ["1", "kms:Sign", "*", "no statement allows it"];
      return { requestId, principal, action, resource, decision: "deny" as const, why };
    });
  return checkLeastPrivilege(tests(ran), stack, { grantsUsed: () => used, refusals }, file);
};

describe("at the end of a whole run", () => {
  it("nothing is said but that it was checked", async () => {
    expect(await check({}, everything, ["arn:aws:iam::111122223333:role/operator"])).toMatch(
      /^Least privilege: checked, each of \d+ grants was used and none was missing\.$/,
    );
    expect(existsSync(file)).toBe(false);
  });

  it("a grant that was never used fails it, and is in the report", async () => {
    await expect(check({}, without(" dynamodb:LeadingKeys RATE#*"))).rejects.toThrow(
      /1 were never used|never used {2}PeopleFunction: .*RATE#\*/,
    );
    expect(readFileSync(file, "utf8")).toMatch(/^never used {2}PeopleFunction: .*RATE#\*$/m);
    forgetReport(file);
    expect(existsSync(file)).toBe(false);
  });

  it("a grant that a function missed fails it", async () => {
    await expect(check({}, everything, [activity])).rejects.toThrow(
      "missing     ActivityFunction: no statement allows it",
    );
  });
});

describe("it is not checked, and the run not failed", () => {
  it.each<[string, Ran, string]>([
    ["when a file did not run", { files: ["a"] }, "1 of 2 files did not run or did not pass, as b"],
    ["when a file failed", { failed: "a" }, "1 of 2 files did not run or did not pass, as a"],
    ["when tests were chosen by name", { pattern: /x/ }, "tests were chosen by their names"],
  ])("%s", async (_, ran, why) => {
    expect(await check(ran, {}, [activity])).toBe(`Least privilege: not checked, because ${why}.`);
  });
});

describe("the last line of CI", () => {
  const lastLine = () => {
    const { status, stdout } = spawnSync(process.execPath, [resolve(".ci/count.mjs")], { cwd: folder });
    return [status, stdout.toString()];
  };

  it("counts as one failure more what was found after the tests", async () => {
    mkdirSync(join(folder, "reports"), { recursive: true });
    const counted = { numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 0 };
    writeFileSync(join(folder, "reports", "tests.json"), JSON.stringify(counted));
    expect(lastLine()).toEqual([0, "7 passed, 0 failed\n"]);
    await expect(check({}, {})).rejects.toThrow("were never used");
    expect(lastLine()).toEqual([1, "7 passed, 1 failed\n"]);
  });
});
