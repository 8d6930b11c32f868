import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { kith, workingOn } from "./kit/command.ts";
import { digests, folder } from "./kit/folders.ts";

const whole = join(folder(), "whole");
const copies = folder();
const variables = { KITH_EHR: "/nonexistent" };

const damage = (file: string) => (of: string) => writeFileSync(join(of, file), "damaged");
const without = (file: string) => (of: string) => rmSync(join(of, file), { recursive: true });
const store = "run/dynamodb/shared-local-instance.db";

function signingKeyIn(of: string): string {
  const found = readdirSync(join(of, "run")).find((name) => name.endsWith(".signing-key.json"));
  if (!found) throw new Error("The run has kept no signing key.");
  return join("run", found);
}

/** Everything that a run keeps, and how it can be lost. */
const damages: Readonly<Record<string, (of: string) => void>> = {
  "a damaged key store": damage("run/kms.json"),
  "a missing key store": without("run/kms.json"),
  "a table store that is none": damage(store),
  "a table store that is cut off": (of) => truncateSync(join(of, store), 8_192),
  "a missing table store": without("run/dynamodb"),
  "a damaged signing key": (of) => damage(signingKeyIn(of))(of),
  "damaged people": damage("run/people.json"),
  "a damaged name of the stack": damage("run/stack-instance"),
  "a missing name of the stack": without("run/stack-instance"),
  "a damaged list of programs": damage("founded.json"),
};

describe("A start on", () => {
  beforeAll(async () => {
    const run = kith(["start", "--data", whole], variables);
    await run.says(/^Try these/m);
    const { pools } = JSON.parse(readFileSync(join(whole, "run.json"), "utf8"));
    expect(Object.keys(pools)).toEqual(["members", "workforce"]);
    process.kill(run.pid, "SIGTERM");
    expect(await run.ended).toMatchObject({ code: 0, stderr: "" });
    expect(workingOn(whole)).toEqual([]);
  });

  it.each(Object.entries(damages))("%s says so, ends, and changes nothing", async (name, harm) => {
    const copy = join(copies, name.replaceAll(" ", "-"));
    cpSync(whole, copy, { recursive: true });
    harm(copy);
    const before = digests(copy);
    const run = kith(["start", "--quiet", "--data", copy], variables);
    const { code, stderr } = await run.ended;
    expect(stderr).toMatch(/^[^\n]*(?:damaged|missing|cannot be (?:read|opened))[^\n]*\n$/);
    expect(code).toBe(4);
    expect(workingOn(copy)).toEqual([]);
    expect(digests(copy)).toEqual(before);
  });

  it("a community whose list of programs is missing says so, and begins no second one", async () => {
    const copy = join(copies, "a-missing-list");
    cpSync(whole, copy, { recursive: true });
    without("founded.json")(copy);
    const { code, stderr } = await kith(["start", "--quiet", "--data", copy], variables).ended;
    expect(stderr).toMatch(/^The community has members, [^\n]*missing[^\n]*\n$/);
    expect(code).toBe(4);
    expect(workingOn(copy)).toEqual([]);
    expect(existsSync(join(copy, "founded.json"))).toBe(false);
  });
});
