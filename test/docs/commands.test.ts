import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { copyOfCheckout } from "./checkout.ts";
import { whereRun } from "./where-run.ts";
import { shownCommands } from "./written.ts";

const read = (file: string): string => readFileSync(file, "utf8");
const operate = read("docs/operate.md");
const configure = read("docs/configure.md");
/** Whether a page has these lines. */
const shows = (page: string, lines: string): boolean => page.includes(`\n${lines}\n`);
const minutes = { timeout: 180_000 };

describe("every command that a page shows", () => {
  it("is known to be run somewhere", () => {
    const unlisted = shownCommands().filter(({ command }) => !Object.hasOwn(whereRun, command));
    expect(unlisted).toEqual([]);
    expect(shownCommands().length).toBeGreaterThan(20);
  });

  it.each(Object.entries(whereRun).filter(([, where]) => where.startsWith("test/")))(
    "%s has its test: %s",
    (_, file) => expect(existsSync(file)).toBe(true),
  );

  it.each(Object.entries(whereRun).filter(([, where]) => where === "ci"))("%s is a line of CI", (command) => {
    expect(read(".ci/run")).toMatch(new RegExp(`^${command}( |$)`, "m"));
  });

  it("is a script of package.json where it says so", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = Object.keys(whereRun).flatMap((command) => /^npm run (\S+)/.exec(command)?.[1] ?? []);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe("on a copy of the checkout", minutes, () => {
  const checkout = copyOfCheckout();
  const tenant = checkout.path("tenants/mercy-west.yaml");
  const template = checkout.path("cdk.out/kith-mercy-west.template.json");

  it("npm run synth says the stack of each file, as configure.md and operate.md show it", async () => {
    renameSync(checkout.path("tenants/example.yaml"), checkout.path("tenants/example.yaml.off"));
    writeFileSync(tenant, read("tenants/example.yaml").replace('"example"', '"mercy-west"'));
    const { code, stderr } = await checkout.type("npm run synth");
    expect(code, stderr).toBe(0);
    for (const text of [stderr, configure, operate]) {
      expect(text.match(/^ *kith-[\w-]+: \d+ resources$/gm)).toEqual([
        expect.stringContaining("kith-mercy-west: "),
      ]);
    }
  });

  it("npx cdk list names the stacks that operate.md deploys", async () => {
    const { code, stdout, stderr } = await checkout.type("npx cdk list --app cdk.out");
    expect(code, stderr).toBe(0);
    expect(shows(operate, stdout.trim()), stdout).toBe(true);
  });

  it("npx cdk diff tells a template from the one that was deployed, without an account", async () => {
    const compare =
      "npx cdk diff --app cdk.out --exclusively --template ../kith-mercy-west.deployed.json kith-mercy-west";
    copyFileSync(template, checkout.path("../kith-mercy-west.deployed.json"));
    const same = await checkout.type(compare);
    expect(`${same.stdout}${same.stderr}`).toContain("There were no differences");

    writeFileSync(template, read(template).replaceAll('"RetentionInDays": 400', '"RetentionInDays": 365'));
    const other = await checkout.type(compare);
    expect(`${other.stdout}${other.stderr}`).toContain("Number of stacks with differences: 1");
  });

  it("npm run synth says file, line and field of a fault, as configure.md shows it", async () => {
    writeFileSync(tenant, read("tenants/example.yaml").replace("  account:", "  acount:"));
    const refused = await checkout.type("npm run synth");
    expect(refused.code).toBe(3);
    const lines = refused.stderr.match(/^tenants\/.*$/gm) ?? [];
    expect(shows(configure, lines.map((line) => `   ${line}`).join("\n")), refused.stderr).toBe(true);
    expect(refused.stderr).not.toMatch(/\n {4}at /);
  });

  it("npm run docs and npm run contract write what is committed", async () => {
    const pages = ["docs/access.md", "docs/configure.md", "docs/openapi.json"];
    const written = await checkout.type("npm run docs && npm run contract");
    expect(written.code, written.stderr).toBe(0);
    for (const page of pages) expect(read(checkout.path(page)), page).toBe(read(page));
  });

  it("npx kith knows its verbs, and setup where its names come from", async () => {
    const verbs = await checkout.type("npx kith --help");
    expect([verbs.code, verbs.stdout.match(/^ {2}\w+/gm)]).toEqual([0, ["  start", "  token", "  setup"]]);
    const setup = await checkout.type("npx kith setup --help");
    expect(setup.stdout).toContain("SetupFunctionName");
    expect(setup.stdout).toContain("docs/founding.example.yaml");
  });
});
