import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadStack } from "../../local/cloudformation/load-stack.ts";
import {
  example,
  ofType,
  resource,
  synthesized,
  synthesizeInto,
  type Template,
  templateOf,
} from "./assembly.ts";

const other = example
  .replace('"example"', '"mercy-west"')
  .replace("legalEntity: Example Health System, Inc.", "legalEntity: St. Mary's Health & Care, Inc.");
const out = synthesized("two", { "a.yaml": example, "b.yaml": other });
const files = (folder: string) =>
  readdirSync(folder).filter((name) => name.endsWith(".json") || name === "cdk.out");
const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");
const manifest = JSON.parse(read(out, "manifest.json"));

describe("two tenants in the folder", () => {
  it("make two stacks, and one for their account and region", () => {
    const stacks = Object.entries<{ type: string }>(manifest.artifacts)
      .filter(([, { type }]) => type === "aws:cloudformation:stack")
      .map(([id]) => id);
    expect(stacks.sort()).toEqual([
      "kith-account-baseline-111122223333-us-east-1",
      "kith-example",
      "kith-mercy-west",
    ]);
  });

  it("are deployed after what their account shares, and refer to nothing of it", () => {
    for (const stack of ["kith-example", "kith-mercy-west"]) {
      expect(manifest.artifacts[stack].dependencies).toContain(
        "kith-account-baseline-111122223333-us-east-1",
      );
      expect(JSON.stringify(templateOf(out, stack))).not.toContain("Fn::ImportValue");
    }
  });

  it("share the functions' code", () => {
    const assets = (stack: string) =>
      Object.keys(JSON.parse(read(out, `${stack}.assets.json`)).files).filter(isZip);
    const isZip = (hash: string) => readdirSync(out).includes(`asset.${hash}`);
    expect(assets("kith-example").length).toBeGreaterThan(0);
    expect(assets("kith-example")).toEqual(assets("kith-mercy-west"));
  });
});

/** Types whose names are scoped to their parent, or made of its id. */
const scoped = [
  "AWS::ApiGateway::Stage",
  "AWS::Cognito::UserPoolResourceServer",
  "AWS::DynamoDB::GlobalTable",
];

/** The physical names that a template gives, by place; what only refers to another resource is no name. */
const namesGiven = ({ Resources }: Template) =>
  Object.entries(Resources)
    .filter(([, { Type }]) => !scoped.includes(Type))
    .flatMap(([id, { Properties }]) =>
      Object.entries(Properties ?? {})
        // A metric's name is none of a resource: many may have it.
        .filter(([name]) => /^(?:\w*Name|Domain)$/.test(name) && name !== "MetricName")
        .map(([name, value]) => ({ id, place: `${id}.${name}`, value: JSON.stringify(value) })),
    )
    .filter(({ value }) => !/^\{"(?:Ref|Fn::GetAtt)":/.test(value))
    .toSorted((one, other) => (one.place < other.place ? -1 : 1));

/** The name of the API's log group is made of the API's id, which is as new as the stack's. */
const endsInSuffix = (value: string): boolean => /"AWS::StackId"|\{"Ref":"Api"\}/.test(value);

describe("a stack", () => {
  const template = templateOf(out, "kith-mercy-west");
  const text = JSON.stringify(template);

  it("holds nothing of the free text of its file", () => {
    for (const word of [
      "St. Mary",
      "Health & Care",
      "security@example.org",
      "Example Community",
      "Chicago",
    ]) {
      expect(text).not.toContain(word);
    }
  });

  it("tags what it can with ids and words of ours, tables included", () => {
    const tags = JSON.stringify([
      { Key: "kith:data-class", Value: "phi" },
      { Key: "kith:environment", Value: "test" },
      { Key: "kith:tenant", Value: "mercy-west" },
    ]);
    for (const { id, Properties } of ofType(template, "AWS::KMS::Key")) {
      expect(JSON.stringify(Properties.Tags), id).toBe(tags);
    }
    for (const { id, Properties } of ofType(template, "AWS::DynamoDB::GlobalTable")) {
      expect(Properties.Replicas[0].Tags, id).toEqual(expect.arrayContaining(JSON.parse(tags)));
    }
  });

  it("names what operators and clients look up, always the same way", () => {
    expect(Object.keys(template.Outputs).sort()).toEqual([
      "ActivityFunctionName",
      "AlarmTopicArn",
      "ApiUrl",
      "AuditEdgeBucketName",
      "AuditWormBucketName",
      "BackupVaultName",
      "IdentityFunctionName",
      "IndexerFunctionName",
      "JobsFunctionName",
      "KeyringBackupVaultName",
      "MembersClientId",
      "MembersIssuer",
      "MembersPoolId",
      "MembersSignIn",
      "PoolKeysFunctionName",
      "RotationFunctionName",
      "SealKeyArn",
      "SealerFunctionName",
      "SetupFunctionName",
      "VerifierFunctionName",
      "WorkforceClientId",
      "WorkforceIssuer",
      "WorkforcePoolId",
      "WorkforceSignIn",
    ]);
    expect(template.Outputs.SetupFunctionName?.Value).toEqual({ Ref: "SetupFunction" });
    expect(JSON.stringify(template.Outputs.MembersSignIn?.Value)).toContain(
      '.auth.",{"Ref":"AWS::Region"},".amazoncognito.com',
    );
  });

  it("is within its budget of resources and size", () => {
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(350);
    expect(text.length).toBeLessThan(1_000_000);
  });

  it("has no custom resource, nested stack or queue of code that nobody wrote", () => {
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
    expect([...types].filter((type) => /^(?:Custom::|AWS::CloudFormation::|AWS::CDK::)/.test(type))).toEqual(
      [],
    );
    expect(ofType(template, "AWS::Lambda::Function")).toHaveLength(14);
  });

  it("gives no physical name that a stack left behind could block", () => {
    const named = namesGiven(template);
    expect(named.map(({ place }) => place)).toEqual([
      "ApiExecutionLogs.LogGroupName",
      "AuditKeyAlias.AliasName",
      "BackupKeyAlias.AliasName",
      "BackupVault.BackupVaultName",
      "DataKeyAlias.AliasName",
      "FirewallLogs.LogGroupName",
      "KeyringBackupVault.BackupVaultName",
      "MembersDomain.Domain",
      "SealKeyAlias.AliasName",
      "SignKeyAlias.AliasName",
      "WorkforceDomain.Domain",
    ]);
    expect(named.filter(({ value }) => !endsInSuffix(value))).toEqual([]);
  });
});

describe("a stack with names of its own", () => {
  const certificate = (region: string) =>
    `arn:aws:acm:${region}:111122223333:certificate/12345678-1234-1234-1234-123456789012`;
  const named = example
    .replace("domain: none", `domain: {name: api.example.org, certificateArn: "${certificate("us-east-1")}"}`)
    .replace(
      "authDomain: prefix",
      `authDomain: {name: sign-in.example.org, certificateArn: "${certificate("us-east-1")}"}`,
    );
  const assembly = synthesized("named", { "a.yaml": named });
  const template = templateOf(assembly, "kith-example");

  it("says where DNS must point", () => {
    const { Outputs } = template;
    expect(Outputs.ApiUrl?.Value).toBe("https://api.example.org");
    expect(Outputs.ApiDnsTarget?.Value).toEqual({ "Fn::GetAtt": ["ApiDomain", "RegionalDomainName"] });
    expect(JSON.stringify(Outputs.MembersSignIn?.Value)).toBe(
      '{"Fn::Join":["",["https://",{"Ref":"MembersDomain"}]]}',
    );
    expect(Outputs.MembersSignInDnsTarget?.Value).toEqual({
      "Fn::GetAtt": ["MembersDomain", "CloudFrontDistribution"],
    });
  });

  it("gives each physical name either the stack's suffix, or up when the create that made it fails", () => {
    const literal = namesGiven(template).filter(({ value }) => !endsInSuffix(value));
    expect(literal.map(({ place, value }) => [place, value])).toEqual([
      ["ApiDomain.DomainName", '"api.example.org"'],
      ["MembersDomain.Domain", '"sign-in.example.org"'],
    ]);
    for (const { id } of literal) {
      const { DeletionPolicy, UpdateReplacePolicy } = resource(template, id);
      expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, "RetainExceptOnCreate", "Retain"]);
    }
  });

  it("is taken by the local run as well", () => {
    const { resources } = loadStack(assembly, "kith-example");
    expect(resources.get("ApiDomain")?.physicalId).toBe("api.example.org");
    expect(resources.get("MembersDomain")?.physicalId).toBe("sign-in.example.org");
  });
});

describe("synthesis", () => {
  it("asks for nothing that only an account could tell", () => {
    expect(manifest.missing ?? []).toEqual([]);
    expect(
      files(out)
        .map((file) => read(out, file))
        .join(),
    ).not.toContain("dummy1a");
  });

  it("gives the same bytes again, wherever it writes them", () => {
    const again = synthesized("again", { "a.yaml": example, "b.yaml": other });
    expect(readdirSync(again).sort()).toEqual(readdirSync(out).sort());
    for (const file of files(out)) expect(read(again, file), basename(file)).toBe(read(out, file));
  });

  it("leaves nothing of a tenant that is gone", () => {
    const both = synthesized("gone", { "a.yaml": example, "b.yaml": other });
    synthesizeInto(both, { "a.yaml": example });
    expect(readdirSync(both).filter((name) => name.includes("mercy-west"))).toEqual([]);
  });

  it("touches no folder that is not an assembly", () => {
    const folder = mkdtempSync(join(tmpdir(), "kith-not-an-assembly-"));
    writeFileSync(join(folder, "kept.txt"), "kept");
    synthesizeInto(folder, { "a.yaml": example });
    expect(readdirSync(folder)).toContain("kept.txt");
    rmSync(folder, { recursive: true });
  });

  it("passes AWS's rules for templates without a warning, and they are on", () => {
    const { pluginReports, title } = JSON.parse(read(out, "validation-report.json"));
    expect(title).toBe("Validation Report");
    expect(pluginReports).toEqual([]);
    const flags = JSON.parse(readFileSync("cdk.json", "utf8")).context;
    expect(flags["@aws-cdk/core:validateAgainstDefaultRules"]).toBe(true);
  });
});
