import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readTenant } from "../../../infra/tenant-file/read-tenants.ts";

const example = readFileSync("tenants/example.yaml", "utf8");
const YEARS = "    years: 7";
const VAULT_MODE = /(?<=vaultLock:\n.*\n {4})mode: governance/;

/** What reading the example says after one change. */
function said(change: (text: string) => string | Uint8Array): string {
  const changed = change(example);
  expect(changed).not.toBe(example);
  try {
    readTenant("tenants/mercy.yaml", typeof changed === "string" ? Buffer.from(changed) : changed);
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
const replaced = (from: string | RegExp, to: string) => said((text) => text.replace(from, to));
const production = (text: string) =>
  text
    .replace("environment: test", "environment: production")
    .replace("identity:\n", 'identity:\n  callbackUrls: ["https://community.example.org/in"]\n');
/** Production, with a trail that can be unlocked. */
const governed = (text: string) => production(text).replace(YEARS, `    mode: governance\n${YEARS}`);
const line = (needle: string) => example.split("\n").findIndex((text) => text.includes(needle)) + 1;

describe("a tenant's file is refused with file, line, field and what to do", () => {
  it("says to quote an account number that YAML would read as a number", () => {
    expect(replaced('"111122223333"', "011122223333")).toBe(
      `tenants/mercy.yaml:${line("account:")}: aws.account must stand in quotes: write the 12 digits of the AWS account, in quotes.`,
    );
  });

  it("names a missing field at the group where it belongs", () => {
    expect(replaced(/ {2}account:.*\n/, "")).toBe(
      `tenants/mercy.yaml:${line("aws:")}: aws.account is missing: write the 12 digits of the AWS account, in quotes.`,
    );
  });

  it("names a missing group", () => {
    expect(replaced(/contacts:\n.*\n.*\n.*\n/, "")).toMatch(
      /: contacts is missing: copy this group from tenants\/example\.yaml\.$/,
    );
  });

  it("guesses what an unknown field was meant to be", () => {
    expect(replaced("network:", "netwerk:")).toBe(
      `tenants/mercy.yaml:${line("network:")}: netwerk is not a field: did you mean network?`,
    );
  });

  it("lists the fields when it cannot guess", () => {
    expect(replaced("onCall:", "zzz:")).toContain(
      "contacts.zzz is not a field: remove it, or choose one of security, privacy, onCall.",
    );
  });

  it("does not repeat a field name that cannot be one", () => {
    expect(replaced("data: {}", '"<script>": 1')).toContain(": a name in this group is not a field");
  });

  it("looks inside a choice between a word and a group", () => {
    expect(replaced("domain: none", "domain: {nam: api.example.org}")).toContain(
      "domain.nam is not a field: did you mean name?",
    );
    expect(replaced("domain: none", "domain: {name: api.example.org}")).toBe(
      `tenants/mercy.yaml:${line("domain: none")}: domain.certificateArn is missing: write the ARN of an issued certificate in the region of aws.region.`,
    );
    expect(replaced("domain: none", "domain: maybe")).toContain("domain must be none, or a group of fields");
  });

  it.each([
    ['"example"', '"Example"'],
    ['"example"', '"my-aws-kith"'],
    ['"example"', '"the-cognito"'],
    ['"example"', '"ab"'],
    ['"example"', '"-ab"'],
    ['"example"', '"ab-"'],
    ['"example"', '"a--b"'],
    ['"example"', `"a${"b".repeat(25)}"`],
  ])("refuses the tenant id %s → %s", (from, to) => {
    expect(replaced(from, to)).toContain("tenant.id must be a short name in quotes");
  });

  it.each([
    ['"us-east-1"', '"us-east"', "aws.region"],
    ["America/Chicago", "Chicago", "tenant.timeZone"],
    ["security@example.org", "security", "contacts.security"],
    ['"2026-01-31"', '"2026-02-31"', "agreement.baaConfirmed"],
    ["Example Health System, Inc.", '"two\\nlines"', "tenant.legalEntity"],
    ["requestsPerSecond: 200", "requestsPerSecond: 0", "limits.requestsPerSecond"],
    ["signInRequestsPerAddress: 300", "signInRequestsPerAddress: 9", "limits.signInRequestsPerAddress"],
    ["requestsPerAddress: 10000", "requestsPerAddress: 99", "limits.requestsPerAddress"],
    ["origins: []", 'origins: ["https://a.example.org/page"]', "origins.0"],
    ["data: {}", "data: {tables: {community: {physical: a}}}", "data.tables.community.physical"],
  ])("refuses %s → %s", (from, to, field) => {
    expect(replaced(from, to)).toContain(`: ${field} must be `);
  });
});

describe("rules across fields", () => {
  it.each(["account-baseline", "account-baseline-2"])("keeps the name of the account's stack: %s", (id) => {
    expect(replaced('"example"', `"${id}"`)).toBe(
      `tenants/mercy.yaml:${line("id:")}: tenant.id must not begin with "account-baseline": the stack that all tenants of an account share has that name.`,
    );
    expect(replaced('"example"', '"account-base"')).toBe("accepted");
  });

  it.each(["us-gov-west-1", "us-gov-east-1", "cn-north-1", "cn-northwest-1"])("takes no %s yet", (region) => {
    expect(replaced('"us-east-1"', `"${region}"`)).toBe(
      `tenants/mercy.yaml:${line("region:")}: aws.region cannot be of GovCloud or China yet: the sign-in's host names are those of AWS's commercial regions. Choose one of those.`,
    );
  });

  it("wants two different zones for a network, and none without one", () => {
    const network = (zones: string) => replaced("network: public", `network: vpc\nzones: ${zones}`);
    expect(replaced("network: public", "network: vpc")).toBe("accepted");
    expect(network('["use1-az1", "use1-az2"]')).toBe("accepted");
    expect(network('["use1-az1", "use1-az1"]')).toContain("zones must name two different zones");
    expect(network('["use1-az1"]')).toContain("zones must name two zones");
    expect(network('["us-east-1a", "us-east-1b"]')).toContain("zones.0 must be the id of a zone");
    expect(replaced("network: public", 'zones: ["use1-az1", "use1-az2"]')).toContain(
      "zones has no meaning without network: vpc",
    );
  });

  it("wants a sender of mail in production", () => {
    expect(said((text) => production(text).replace(/mail:\n.*\n/, "mail: none\n"))).toContain(
      "mail cannot be none in production",
    );
  });

  it("wants pages to return to in production", () => {
    expect(replaced("environment: test", "environment: production")).toContain(
      "identity.callbackUrls is missing",
    );
  });

  it("wants no localhost in production", () => {
    const local = (text: string) =>
      production(text).replace("origins: []", 'origins: ["http://localhost:3000"]');
    expect(said(local)).toContain("origins must not name http://localhost in production");
  });

  it("wants compliance, the default of production, confirmed with the account", () => {
    const asks = "audit.objectLock.confirmForAccount must repeat aws.account";
    const trail = (lines: string) => said((text) => production(text).replace(YEARS, `${YEARS}\n${lines}`));
    expect(said(production)).toContain(asks);
    expect(trail("    mode: compliance")).toContain(asks);
    expect(trail('    confirmForAccount: "999999999999"')).toContain(asks);
    expect(trail('    confirmForAccount: "111122223333"')).toBe("accepted");
    expect(trail("    mode: governance")).toBe("accepted");
  });

  it("never locks a test environment for good", () => {
    const refused = "must be governance in a test environment";
    const locked = 'mode: compliance\n    confirmForAccount: "111122223333"';
    expect(replaced(YEARS, `${YEARS}\n    ${locked}`)).toContain(`audit.objectLock.mode ${refused}`);
    expect(replaced(VAULT_MODE, locked)).toContain(`backup.vaultLock.mode ${refused}`);
  });

  it("keeps the trail and the backups with it six years in production", () => {
    const short = (from: RegExp | string, to: string) => said((text) => governed(text).replace(from, to));
    expect(short("    years: 7", "    years: 5")).toContain(
      "audit.objectLock.years must be at least 6 in production",
    );
    expect(short(/^ {2}years: 7/m, "  years: 5")).toContain("backup.years must be at least 6 in production");
  });

  it("wants the lock of the vaults confirmed with the account", () => {
    const lock = (text: string) => said((file) => governed(file).replace(VAULT_MODE, text));
    expect(lock("mode: compliance")).toContain("backup.vaultLock.confirmForAccount must repeat aws.account");
    expect(lock('mode: compliance\n    confirmForAccount: "111122223333"')).toBe("accepted");
  });

  it("wants the second vault where the loss of the first does not reach", () => {
    const vault = (region: string, account: string) =>
      replaced(
        "recovery: none",
        `recovery: {vaultArn: "arn:aws:backup:${region}:${account}:backup-vault:kith"}`,
      );
    expect(vault("us-west-2", "444455556666")).toBe("accepted");
    const refused = "recovery.vaultArn must be a vault of another account and another region";
    expect(vault("us-west-2", "111122223333")).toContain(refused);
    expect(vault("us-east-1", "444455556666")).toContain(refused);
    expect(replaced("recovery: none", "recovery: {vaultArn: kith}")).toContain(
      "recovery.vaultArn must be the ARN of a backup vault, in quotes",
    );
  });

  it("wants roles of the tenant's own account, and not one for both", () => {
    const roles = (end: string, restore: string) =>
      replaced(
        "roles: {}",
        `roles: {offBoarding: "arn:aws:iam::${end}", breakGlass: "arn:aws:iam::${restore}"}`,
      );
    expect(roles("111122223333:role/end", "111122223333:role/restore")).toBe("accepted");
    expect(roles("444455556666:role/end", "111122223333:role/restore")).toContain(
      "roles.offBoarding must be a role of aws.account",
    );
    expect(roles("111122223333:role/end", "444455556666:role/restore")).toContain(
      "roles.breakGlass must be a role of aws.account",
    );
    expect(roles("111122223333:role/one", "111122223333:role/one")).toContain(
      "roles.breakGlass must not be the role of offBoarding",
    );
    expect(roles("111122223333:user/end", "111122223333:role/restore")).toContain(
      "roles.offBoarding must be the ARN of an IAM role, in quotes",
    );
  });

  it("wants certificates where AWS takes them", () => {
    const arn = "arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555";
    const own = `{name: a.example.org, certificateArn: "${arn}"}`;
    expect(replaced("domain: none", `domain: ${own}`)).toContain("must be a certificate of the region");
    expect(replaced("authDomain: prefix", `authDomain: ${own}`)).toContain(
      "must be a certificate of us-east-1",
    );
  });
});

describe("a file that is no plain YAML", () => {
  it.each<[string, (text: string) => string | Uint8Array, string]>([
    ["is empty", () => "", ":1: is empty: copy tenants/example.yaml."],
    ["is not UTF-8", () => new Uint8Array([0xff, 0xfe, 0]), ":1: is not UTF-8: save it with that encoding."],
    ["is too large", (text) => text + "#".repeat(70_000), ":1: is larger than 64 kB"],
    ["is a list", () => "- a\n", ":1: must be a group of fields"],
    [
      "has a field twice",
      (text) => text.replace("domain: none", "domain: none\ndomain: none"),
      "stands twice",
    ],
    ["has a second document", (text) => `${text}\n---\na: 1\n`, "a second document begins here"],
    ["is indented by tabs", (text) => text.replace("  account:", "\taccount:"), "a tab begins this line"],
    ["misses a quote", (text) => text.replace('"us-east-1"', '"us-east-1'), "something is missing here"],
    ["nests without end", (text) => `${text}\nx: ${"[".repeat(5_000)}${"]".repeat(5_000)}`, "cannot be read"],
    ["has a list as a name", (text) => `${text}\n? [a]\n: 1\n`, "the name of a field must be one word"],
    ["uses anchors", (text) => text.replace("security: ", "security: &a "), "anchors (&) and aliases (*)"],
    ["merges", (text) => `${text}\n<<: {a: 1}\n`, "a name in this group is not a field"],
    ["names __proto__", (text) => `${text}\n__proto__: {a: 1}\n`, "__proto__ is not a field"],
  ])("that %s is refused", (_, change, message) => {
    expect(said(change)).toContain(message);
  });

  it("that would swell by aliases is refused before they are followed", () => {
    const swelling = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n";
    expect(said(() => swelling)).toContain("write the value out");
  });
});

describe("a restored table", () => {
  const arn = "arn:aws:dynamodb:us-east-1:111122223333:table/restored/stream/2026-11-22T10:00:00.000";
  const restored = (fields: string, table = "community") =>
    replaced("data: {}", `data: {tables: {${table}: {physical: "restored"${fields}}}}`);

  it("is asked for its stream", () => {
    expect(restored("")).toBe(
      `tenants/mercy.yaml:${line("data: {}")}: data.tables.community.streamArn is missing: write the ARN of the restored table's stream, in quotes.`,
    );
    expect(restored(`, streamArn: "${arn}"`)).toBe("accepted");
  });

  it.each([
    ["of another table", arn.replace("table/restored", "table/restored-2")],
    ["of another account", arn.replace("111122223333", "444455556666")],
    ["of another region", arn.replace("us-east-1", "us-west-2")],
  ])("is refused with a stream %s", (_, other) => {
    expect(restored(`, streamArn: "${other}"`)).toContain(
      "data.tables.community.streamArn must be a stream of the table in physical, in aws.account and aws.region.",
    );
  });

  it("is refused with the ARN of no stream, and with a stream that nobody reads", () => {
    expect(restored(`, streamArn: "${arn.replace(/\/stream.*/, "")}"`)).toContain(
      "streamArn must be the ARN of the restored table's stream, in quotes.",
    );
    expect(restored(`, streamArn: "${arn}"`, "keyring")).toContain(
      "data.tables.keyring.streamArn is not a field",
    );
  });
});

it("no refusal repeats a value of the file", () => {
  expect(replaced("security@example.org", "SECRET-VALUE")).not.toContain("SECRET");
  expect(replaced('"example"', '"SECRET"')).not.toContain("SECRET");
});
