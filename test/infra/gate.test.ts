import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HIPAASecurityChecks } from "cdk-nag";
import { afterAll, describe, expect, it, vi } from "vitest";
import { RefusedStack } from "../../infra/checks/refused-stack.ts";
import { validator } from "../../infra/checks/validator.ts";
import { present } from "../../infra/ledger/held.ts";
import { written } from "../../infra/ledger/ledger-file.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { readTenant } from "../../infra/tenant-file/read-tenants.ts";
import { bundles, example, templateOf } from "./assembly.ts";

const root = mkdtempSync(join(tmpdir(), "kith-gate-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with one tenant, beside which one can put a ledger. */
function folder(text = example): { readonly tenants: string; readonly out: string } {
  const tenants = mkdtempSync(join(root, "tenants-"));
  writeFileSync(join(tenants, "west.yaml"), text);
  return { tenants, out: mkdtempSync(join(root, "out-")) };
}
type Folder = ReturnType<typeof folder>;

/** Why a synthesis was refused; nothing when it was not. */
function reasons({ tenants, out }: Folder, today?: string): readonly string[] {
  try {
    synthesize({ tenantsFolder: tenants, outFolder: out, bundles: bundles(), ...(today && { today }) });
    return [];
  } catch (error) {
    if (error instanceof RefusedStack) return error.reasons;
    throw error;
  }
}

/** Writes down what is deployed, as `kith ledger record` does, after a change of what is written. */
function record({ tenants, out }: Folder, change: (ledger: string) => string = (text) => text): void {
  const { config } = readTenant("west.yaml", readFileSync(join(tenants, "west.yaml")));
  const ledger = written(present("kith-example", config, templateOf(out, "kith-example")));
  writeFileSync(join(tenants, "west.deployed.json"), change(ledger));
}
const rewrite = ({ tenants }: Folder, from: string, to: string) =>
  writeFileSync(
    join(tenants, "west.yaml"),
    readFileSync(join(tenants, "west.yaml"), "utf8").replace(from, to),
  );

const own = (name: string) =>
  `{name: ${name}, certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"}`;

describe("a tenant whose deployed stack is recorded", () => {
  const west = folder();
  // It was never deployed, and needs no ledger.
  const before = reasons(west);
  record(west);

  it("is synthesized as before, as long as nothing would be lost", () => {
    expect([before, reasons(west)]).toEqual([[], []]);
  });

  it("is refused when a table would be lost, with what and why, and leaves nothing that could be deployed", () => {
    record(west, (text) =>
      text.replace('"CommunityTable": {', '"MainTable": {').replace('"lockYears": 7', '"lockYears": 8'),
    );
    expect(reasons(west)).toEqual([
      "kith-example: AuditWormBucket (bucket) locks what is written from then on for fewer years (docs/operate.md, When synth refuses)",
      "kith-example: MainTable (table) is not in the template any more: the deploy leaves the table behind outside the stack, with all its items, and nothing uses it any more; CommunityTable would begin empty in its place: this is no rename (docs/operate.md, When synth refuses)",
    ]);
    expect(readdirSync(west.out)).toEqual([]);
  });

  it("is refused with another value of a field that cannot change, whichever it is", () => {
    const east = folder();
    reasons(east);
    record(east);
    rewrite(east, 'id: "example"', 'id: "other"');
    rewrite(east, 'account: "111122223333"', 'account: "444455556666"');
    rewrite(east, 'region: "us-east-1"', 'region: "eu-central-1"');
    rewrite(east, "authDomain: prefix", `authDomain: ${own("in.example.org")}`);
    rewrite(
      east,
      "\ndomain: none",
      `\ndomain: ${own("api.example.org").replace("us-east-1", "eu-central-1")}`,
    );
    expect(reasons(east).filter((one) => one.includes("is not what was deployed"))).toEqual(
      [
        "aws.account is not what was deployed: it would be another tenant",
        "aws.region is not what was deployed: it would be another tenant",
        "domain is not what was deployed: the address before stops answering",
        "identity.authDomain is not what was deployed: every passkey would be lost",
        "tenant.id is not what was deployed: it would be another tenant",
      ].map((sentence) => `kith-other: ${sentence} (docs/operate.md, When synth refuses)`),
    );
  });

  it("is refused when its file has another name, so that its ledger would be passed over", () => {
    const east = folder();
    writeFileSync(join(east.tenants, "west.deployed.json"), "{}");
    renameSync(join(east.tenants, "west.yaml"), join(east.tenants, "east.yaml"));
    expect(reasons(east)[0]).toMatch(
      /west\.deployed\.json belongs to no tenant's file: give that its name back/,
    );
  });

  it("is refused when its ledger cannot be read", () => {
    const east = folder();
    writeFileSync(join(east.tenants, "west.deployed.json"), "{");
    expect(reasons(east)).toEqual([
      expect.stringMatching(
        /^kith-example: tenants-\w+\/west\.deployed\.json cannot be read: take it out of version control again \(/,
      ),
    ]);
    expect(existsSync(join(east.out, "manifest.json"))).toBe(false);
  });
});

describe("synthesis is refused", () => {
  it("from the day after an acknowledgement ended", () => {
    expect(reasons(folder(), "2027-12-01")).toContainEqual(
      expect.stringMatching(/^kith-example: the acknowledgement of LambdaConcurrency ended on 2027-11-30: /),
    );
  });

  it("when a pack finds nothing any more, or breaks off as a whole", () => {
    const silent = vi.spyOn(HIPAASecurityChecks.prototype, "validateScope").mockReturnValue({
      success: true,
      violations: [],
    });
    expect(reasons(folder())).toContain(
      "HIPAA.Security does not find what is planted for it: nothing was checked by it",
    );
    silent.mockImplementation(() => {
      throw new Error("crashed");
    });
    const broken = folder();
    expect(() => reasons(broken)).toThrow("Validation plugin 'Kith packs'");
    silent.mockRestore();
    expect(readdirSync(broken.out)).toEqual([]);
  });

  it("by AWS's rules for templates also where somebody switched them off from outside", () => {
    vi.stubEnv("CDK_VALIDATION", "false");
    const said = reasons(folder());
    vi.unstubAllEnvs();
    expect(said).toEqual([]);
    expect(validator.seen).toContain("kith-example.template.json");
  });
});
