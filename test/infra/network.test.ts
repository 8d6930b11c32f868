import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { choices } from "../../infra/fixed-costs.ts";
import { functionNames } from "../../infra/functions.ts";
import { grantsOf } from "../../infra/grants.ts";
import { readTenant } from "../../infra/tenant-file/read-tenants.ts";
import { loadStack } from "../../local/cloudformation/load-stack.ts";
import { asking } from "./asking.ts";
import { example, ofType, resource, synthesized, type Template, templateOf } from "./assembly.ts";
import { oneLine, statementsByFunction, words } from "./policies.ts";

const inVpc = example.replace("network: public", "network: vpc");
const assembly = synthesized("vpc", { "a.yaml": inVpc });
const template = templateOf(assembly, "kith-example");
const pascal = (name: string) => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
const inside = ["People", "Imports", "Community", "Audit", "Rotation", "Jobs", "Setup"];

const isInside = (of: Template, name: string): boolean =>
  resource(of, `${name}Function`).Properties.VpcConfig !== undefined;
const endpoint = (of: Template, service: string) =>
  ofType(of, "AWS::EC2::VPCEndpoint").find(({ Properties }) =>
    words(Properties.ServiceName).endsWith(`.${service}`),
  )?.Properties;
const endpointPolicy = (of: Template, service: string) =>
  (endpoint(of, service)?.PolicyDocument.Statement ?? []).map(oneLine).join("\n");

/** What is wrong with a template's network, in words. */
function faults(of: Template): readonly string[] {
  const types = new Set(Object.values(of.Resources).map(({ Type }) => Type));
  const groups = ofType(of, "AWS::EC2::SecurityGroup").map(({ Properties }) => Properties);
  const endpointGroup = groups.find(({ GroupDescription }) => /KMS/.test(GroupDescription));
  const subnets = ofType(of, "AWS::EC2::Subnet").map(({ Properties }) => Properties);
  const policies = ["dynamodb", "s3", "kms"].map((service) => endpointPolicy(of, service));
  const must: Readonly<Record<string, boolean>> = {
    "has a way out": ![...types].some((type) =>
      /^AWS::EC2::(?:InternetGateway|NatGateway|Route|VPCGatewayAttachment|EgressOnlyInternetGateway|VPCPeering\w*|TransitGateway\w*)$/.test(
        type,
      ),
    ),
    "gives public addresses": subnets.every(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch !== true),
    "lets content be opened outside": functionNames.every(
      (name) => isInside(of, pascal(name)) === grantsOf(name).seal.length > 0,
    ),
    "lets others than the functions call KMS":
      endpointGroup?.SecurityGroupIngress.length === 1 &&
      JSON.stringify(endpointGroup.SecurityGroupIngress[0].SourceSecurityGroupId ?? "").includes("Functions"),
    "lets somebody call the functions": groups
      .filter(({ GroupDescription }) => /Functions/.test(GroupDescription))
      .every(({ SecurityGroupIngress }) => SecurityGroupIngress === undefined),
    "carries out with a stranger's credentials": policies.every((policy) =>
      policy.includes("StringEquals aws:PrincipalAccount"),
    ),
    "reaches what is not the tenant's": policies.every((policy) => policy !== "" && !/^\*|,\*/m.test(policy)),
    "has KMS in one zone alone": endpoint(of, "kms")?.SubnetIds.length === 2 && subnets.length === 2,
    "resolves a stranger's names":
      ofType(of, "AWS::Route53Resolver::FirewallRuleGroupAssociation").length === 1 &&
      ofType(of, "AWS::Route53Resolver::FirewallDomainList")
        .map(({ Properties }) => words(Properties.Domains))
        .join() === "*.AWS::Region.amazonaws.com,*" &&
      ofType(of, "AWS::Route53Resolver::FirewallRuleGroup")
        .flatMap(({ Properties }) => Properties.FirewallRules)
        .map(({ Priority, Action }) => `${Priority} ${Action}`)
        .join() === "1 ALLOW,2 BLOCK",
    "keeps no log of who spoke with whom":
      ofType(of, "AWS::EC2::FlowLog").length === 1 &&
      resource(of, "NetworkLogs").Properties.RetentionInDays === 400 &&
      JSON.stringify(resource(of, "NetworkLogs").Properties.KmsKeyId ?? "").includes("AuditKey"),
  };
  return Object.entries(must).flatMap(([fault, holds]) => (holds ? [] : [fault]));
}

describe("a tenant's own network", () => {
  it("has no fault that this test knows", () => expect(faults(template)).toEqual([]));

  it("holds the functions that may use the key of content, and no others", () => {
    const there = functionNames.map(pascal).filter((name) => isInside(template, name));
    expect(there.sort()).toEqual([...inside].sort());
  });

  it("holds everybody whom the policies let use that key", () => {
    const { principals, may } = asking(assembly, "kith-example");
    const use = { encryptionContext: { tenant: "example", purpose: "branch", version: "1" } };
    const users = principals.filter((name) =>
      ["Decrypt", "GenerateDataKey"].some((action) => may(name, [{ key: "Seal", action, use }])),
    );
    expect(users.sort()).toEqual([...inside].sort());
  });

  /** Each changes the text of the template in one place, and the test must see it. */
  it.each<readonly [string | RegExp, string, string]>([
    ['"Type":"AWS::EC2::FlowLog"', '"Type":"AWS::EC2::Route"', "has a way out"],
    ['"AWS::EC2::SubnetRouteTableAssociation"', '"AWS::EC2::InternetGateway"', "has a way out"],
    [/(?<="AWS::EC2::Subnet","Properties":\{)/, '"MapPublicIpOnLaunch":true,', "gives public addresses"],
    ['"VpcConfig"', '"Vpc"', "lets content be opened outside"],
    ['"SourceSecurityGroupId"', '"SourceGroup"', "lets others than the functions call KMS"],
    ['"aws:PrincipalAccount"', '"aws:PrincipalTag/a"', "carries out with a stranger's credentials"],
    [
      /"Resource":\[\{"Fn::GetAtt":\["AuditKey","Arn"\]\}(?=,\{[^}]+"DataKey"[^}]+\},\{[^}]+"SealKey")/,
      '"Resource":["*"',
      "reaches what is not the tenant's",
    ],
    [
      /(?<="SubnetIds":\[\{"Ref":"\w+"\}),\{"Ref":"\w+"\}(?=\],"(?:Tags|VpcEndpointType)")/,
      "",
      "has KMS in one zone alone",
    ],
    [/(?="GroupDescription":"Functions)/, '"SecurityGroupIngress":[],', "lets somebody call the functions"],
    ['"Action":"BLOCK"', '"Action":"ALERT"', "resolves a stranger's names"],
    ['"Domains":["*"]', '"Domains":[]', "resolves a stranger's names"],
    ['"Type":"AWS::EC2::FlowLog"', '"Type":"AWS::EC2::Other"', "keeps no log of who spoke with whom"],
  ])("is seen to be wrong when %s becomes %s", (from, to, fault) => {
    const text = JSON.stringify(template);
    const changed = text.replace(from, () => to);
    expect(changed === text).toBe(false);
    expect(faults(JSON.parse(changed))).toContain(fault);
  });

  it("reaches the tenant's tables, keys and trail alone", () => {
    expect(endpointPolicy(template, "dynamodb")).toMatch(
      /^AuditIndexTable\.Arn,AuditKeysTable\.Arn,AuditTable\.Arn,CommunityTable\.Arn,KeyringTable\.Arn \| dynamodb:/,
    );
    expect(endpointPolicy(template, "dynamodb")).not.toMatch(/Scan|PartiQL|BatchWrite|Create|Export/);
    expect(endpointPolicy(template, "kms")).toMatch(
      /^AuditKey\.Arn,DataKey\.Arn,SealKey\.Arn \| kms:Decrypt kms:Encrypt kms:GenerateDataKey \|/,
    );
    expect(endpointPolicy(template, "s3")).toMatch(
      /^AuditEdgeBucket\.Arn,AuditWormBucket\.Arn,AuditEdgeBucket\.Arn\/\*,AuditWormBucket\.Arn\/\* \| s3:GetObject s3:ListBucket \|/,
    );
    expect(ofType(template, "AWS::EC2::VPCEndpoint")).toHaveLength(3);
  });

  it("lets the names of KMS lead to its own endpoint", () => {
    expect(endpoint(template, "kms")).toMatchObject({
      VpcEndpointType: "Interface",
      PrivateDnsEnabled: true,
    });
    expect(resource(template, "Network").Properties).toMatchObject({
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
    });
  });

  it("is entered by Lambda in a function's name, and by no function's own code", () => {
    const statements = statementsByFunction(template);
    for (const name of functionNames.map(pascal)) {
      const about = (statements[name] ?? []).filter(({ Action }) => String(Action).includes("ec2:"));
      expect(about.map(({ Effect, Action, Condition }) => [Effect, Action.length, Condition])).toEqual(
        inside.includes(name)
          ? [
              ["Allow", 6, undefined],
              ["Deny", 6, { Null: { "lambda:SourceFunctionArn": "false" } }],
            ]
          : [],
      );
      if (inside.includes(name))
        expect(resource(template, `${name}Function`).DependsOn).toContainEqual(
          expect.stringMatching(`^Functions${name}Policy`),
        );
    }
  });

  it("is not there in the public network", () => {
    const other = templateOf(synthesized("public", { "a.yaml": example }), "kith-example");
    expect(Object.values(other.Resources).filter(({ Type }) => Type.startsWith("AWS::EC2::"))).toEqual([]);
    expect(JSON.stringify(other)).not.toMatch(/VpcConfig|ec2:/);
  });
});

describe("synthesis with a network", () => {
  it("asks no account for its zones", () => {
    const manifest = JSON.parse(readFileSync(join(assembly, "manifest.json"), "utf8"));
    expect(manifest.missing ?? []).toEqual([]);
    const written = readdirSync(assembly).filter((name) => name.endsWith(".json"));
    for (const file of written) expect(readFileSync(join(assembly, file), "utf8")).not.toContain("dummy1a");
    const zones = ofType(template, "AWS::EC2::Subnet").map(({ Properties }) => Properties.AvailabilityZone);
    expect(zones).toEqual([0, 1].map((at) => ({ "Fn::Select": [at, { "Fn::GetAZs": "" }] })));
  });

  it("takes the zones of the tenant's file", () => {
    const zoned = example.replace("network: public", 'network: vpc\nzones: ["use1-az4", "use1-az6"]');
    const other = templateOf(synthesized("zoned", { "a.yaml": zoned }), "kith-example");
    const zones = ofType(other, "AWS::EC2::Subnet").map(({ Properties }) => [
      Properties.AvailabilityZoneId,
      Properties.AvailabilityZone,
    ]);
    expect(zones).toEqual([
      ["use1-az4", undefined],
      ["use1-az6", undefined],
    ]);
  });

  it("passes AWS's rules for templates, and is within its budget", () => {
    const report = JSON.parse(readFileSync(join(assembly, "validation-report.json"), "utf8"));
    expect(report.pluginReports).toEqual([]);
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(350);
  });

  it("is taken by the local run as well", () => {
    const { resources } = loadStack(assembly, "kith-example");
    expect(resources.get("Network")?.physicalId).toMatch(/^vpc-[0-9a-f]{17}$/);
  });
});

describe("what a tenant's choices cost", () => {
  const said = (text: string) => choices(readTenant("a.yaml", Buffer.from(text)).config);

  it("is said of the network", () => {
    expect(said(example)[0]).toBe("network public: no fixed price");
    expect(said(inVpc)[0]).toBe("network vpc: about $14.60 a month, whether anybody uses it or not");
  });

  it("is said of the account's concurrency", () => {
    expect(said(example)[1]).toBe("reserved concurrency: none");
    const reserving = example.replace("lambdaReserved: {}", "lambdaReserved: {community: 50, jobs: 1}");
    expect(said(reserving)[1]).toBe(
      "reserved concurrency: 51; the account's quota must be at least 151, with those of its other tenants on top",
    );
  });
});
