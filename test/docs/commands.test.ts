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

  it("npx kith ledger record writes down what is deployed, and says where", async () => {
    const { code, stdout, stderr } = await checkout.type("npx kith ledger record mercy-west");
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Recorded \d+ resources and \d+ fields in tenants\/mercy-west\.deployed\.json\./);
    const other = await checkout.type("npx kith ledger record nobody");
    expect([other.code, other.stderr]).toEqual([3, "There is no such tenant. There are: mercy-west.\n"]);
  });

  it("npm run synth then says what a changed field would lose, as operate.md shows it, and leaves nothing to deploy", async () => {
    writeFileSync(tenant, read(tenant).replace('region: "us-east-1"', 'region: "eu-central-1"'));
    const refused = await checkout.type("npm run synth");
    expect(refused.code).toBe(3);
    const lines = refused.stderr.match(/^kith-.*$/gm) ?? [];
    for (const line of lines.slice(0, 2)) expect(shows(operate, line), refused.stderr).toBe(true);
    expect(existsSync(template)).toBe(false);
    writeFileSync(tenant, read(tenant).replace('region: "eu-central-1"', 'region: "us-east-1"'));
  });

  it("npx kith ledger forget lets a change pass that is meant", async () => {
    const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
    const own = `domain: {name: api.example.org, certificateArn: "${certificate}"}`;
    writeFileSync(tenant, read(tenant).replace("domain: none", own));
    const refused = await checkout.type("npm run synth");
    expect(refused.stderr).toContain("domain is not what was deployed: the address before stops answering");
    const forgotten = await checkout.type("npx kith ledger forget mercy-west domain");
    expect(forgotten.code, forgotten.stderr).toBe(0);
    const synthesized = await checkout.type("npm run synth");
    expect(synthesized.code, synthesized.stderr).toBe(0);
    const unknown = await checkout.type("npx kith ledger forget mercy-west domain");
    expect(unknown.code).toBe(3);
    expect(unknown.stderr).toContain("has neither a resource nor a field of that name");
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
    const pages = ["docs/access.md", "docs/checks.md", "docs/configure.md", "docs/openapi.json"];
    const written = await checkout.type("npm run docs && npm run contract");
    expect(written.code, written.stderr).toBe(0);
    for (const page of pages) expect(read(checkout.path(page)), page).toBe(read(page));
  });

  it("npx kith knows its verbs, and setup where its names come from", async () => {
    const verbs = await checkout.type("npx kith --help");
    expect([verbs.code, verbs.stdout.match(/^ {2}\w+/gm)]).toEqual([
      0,
      ["  start", "  token", "  setup", "  audit", "  ledger"],
    ]);
    const setup = await checkout.type("npx kith setup --help");
    expect(setup.stdout).toContain("SetupFunctionName");
    expect(setup.stdout).toContain("docs/founding.example.yaml");
  });
});
