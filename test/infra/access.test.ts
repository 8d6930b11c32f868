import { describe, expect, it } from "vitest";
import { example, ofType, resource, synthesized, templateOf } from "./assembly.ts";
import { oneLine, type Statement, statementsByFunction, words } from "./policies.ts";

const template = templateOf(synthesized("one", { "a.yaml": example }), "kith-example");
const statements = statementsByFunction(template);
const lines = (name: string) => (statements[name] ?? []).map(oneLine);
const everyStatement = Object.values(statements).flat();
const keyStatements = (key: string): readonly Statement[] =>
  resource(template, `${key}Key`).Properties.KeyPolicy.Statement;
const role = (name: string) => new RegExp(`Roles${name}[0-9A-F]{8}\\.Arn`);

describe("a function may do exactly", () => {
  it.each(Object.keys(statements))("%s", (name) => {
    expect(lines(name).join("\n")).toMatchSnapshot();
  });
});

describe("no function", () => {
  const actions = everyStatement.flatMap(({ Action }) => Action);

  it("has a wildcard in an action or a resource of data", () => {
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    const wide = everyStatement.filter(({ Resource }) => /^\*|,\*/.test(words(Resource)));
    // AWS knows no resource for these.
    const unnarrowable = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
    expect([...new Set(wide.flatMap(({ Action }) => Action))]).toEqual(unnarrowable);
  });

  it("may scan, or use an index", () => {
    expect(actions.filter((action) => /Scan|BatchWrite|PartiQL/.test(action))).toEqual([]);
    expect(
      everyStatement.map(({ Resource }) => words(Resource)).filter((to) => to.includes("index/")),
    ).toEqual([]);
  });

  it("may delete, but for what stands here", () => {
    const deleting = Object.entries(statements).flatMap(([name, all]) =>
      all
        .filter(({ Action }) => /Delete/.test(String(Action)))
        .map(
          (one) => `${name}: ${words(one.Condition?.["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"])}`,
        ),
    );
    expect(deleting).toEqual([
      "People: ROSTER#*",
      "Community: DRAFT#*,SPACE#*,THREAD#*",
      "Identity: OUTBOX#*",
      "Jobs: JOBS#*",
    ]);
  });

  it("reaches items but by the beginning of their partition key, which must be there", () => {
    const items = everyStatement.filter(
      ({ Action, Resource }) => String(Action).includes("dynamodb:") && !words(Resource).includes("/stream/"),
    );
    expect(items.length).toBeGreaterThan(20);
    for (const { Condition } of items) {
      expect(Condition).toEqual({
        "ForAllValues:StringLike": {
          "dynamodb:LeadingKeys": expect.arrayContaining([expect.stringMatching(/#\*$/)]),
        },
        Null: { "dynamodb:LeadingKeys": "false" },
      });
    }
  });

  it("has a policy larger than AWS accepts, written out with the longest names", () => {
    const longest = 90;
    for (const { id, Properties } of ofType(template, "AWS::IAM::ManagedPolicy")) {
      const text = JSON.stringify(Properties.PolicyDocument);
      const named = text.replace(
        /\{"(?:Ref|Fn::GetAtt)":(?:"[^"]+"|\["[^"]+","[^"]+"\])\}/g,
        "x".repeat(longest),
      );
      expect(named.length, id).toBeLessThan(6_144);
    }
  });

  it("is made before its permissions, or keeps its logs without key and end", () => {
    const functions = ofType(template, "AWS::Lambda::Function");
    for (const { id, DependsOn, Properties } of functions) {
      const name = id.replace(/Function$/, "");
      expect(DependsOn).toContainEqual(expect.stringMatching(`^Functions${name}Policy`));
      expect(DependsOn).toContainEqual(expect.stringMatching(`^Functions${name}Items`));
      expect(Properties.LoggingConfig.LogGroup).toEqual({ Ref: `${name}Logs` });
    }
    for (const { Properties } of ofType(template, "AWS::Logs::LogGroup")) {
      expect(Properties).toMatchObject({
        KmsKeyId: { "Fn::GetAtt": ["AuditKey", "Arn"] },
        RetentionInDays: 400,
      });
    }
  });

  it("has an environment of more than 4 kB, or with the API or a client in it", () => {
    for (const { id, Properties } of ofType(template, "AWS::Lambda::Function")) {
      const text = JSON.stringify(Properties.Environment.Variables);
      expect(text.length, id).toBeLessThan(4_096);
      expect(text, id).not.toMatch(/"Ref":"(?:Api|ApiStage|MembersClient|WorkforceClient)"/);
    }
    expect(Object.keys(resource(template, "PublicFunction").Properties.Environment.Variables)).toEqual([
      "KITH_TENANT",
      "KITH_TABLE_COMMUNITY",
      "KITH_ISSUER_MEMBERS",
      "KITH_ISSUER_WORKFORCE",
    ]);
  });
});

describe("roles", () => {
  it("name no policy, so that a key may name them", () => {
    for (const { Properties } of ofType(template, "AWS::IAM::Role")) {
      expect(Object.keys(Properties).sort()).toEqual(["AssumeRolePolicyDocument", "Tags"]);
    }
  });

  it("have one policy each, and those of functions a second one for items, all of them", () => {
    const named = ofType(template, "AWS::IAM::ManagedPolicy").map(({ Properties }) => Properties.Roles);
    const isFunctions = (id: string) => /^Roles[A-Z]/.test(id);
    const roles = ofType(template, "AWS::IAM::Role").flatMap(({ id }) => (isFunctions(id) ? [id, id] : [id]));
    expect(named.map(words).sort()).toEqual(roles.sort());
  });
});

describe("keys", () => {
  it.each(["Seal", "Data", "Backup", "Audit", "Sign"])("%s is used exactly so", (key) => {
    const told = keyStatements(key).map(
      (one) => `${one.Sid}: ${words(Object.values(one.Principal ?? {}))} | ${oneLine(one)}`,
    );
    expect(told.join("\n").replace(/(?<=Roles\w+?)[0-9A-F]{8}(?=\.Arn)/g, "")).toMatchSnapshot();
  });

  it("are administered by the account, which may neither open nor make anything with them", () => {
    for (const key of ["Seal", "Data", "Backup", "Audit", "Sign"]) {
      const [administration] = keyStatements(key);
      const may = [administration?.Action ?? []].flat().join(" ");
      expect(may).toContain("kms:Put*");
      expect(may).not.toMatch(
        /Decrypt|Encrypt|GenerateDataKey|CreateGrant|Create\*|Sign|ScheduleKeyDeletion|kms:\*/,
      );
      expect(administration?.Condition).toBeUndefined();
    }
  });

  it("open branch keys for the functions that open content, and make them for rotation alone", () => {
    const about = (action: string) =>
      keyStatements("Seal")
        .filter(({ Action }) => [Action].flat().includes(action))
        .map(({ Condition }) => words(Condition?.ArnEquals?.["aws:PrincipalArn"]));
    const [openers = "", ...others] = about("kms:Decrypt");
    expect(others).toEqual([]);
    for (const name of ["People", "Imports", "Community", "Audit", "Jobs", "Setup"])
      expect(openers).toMatch(role(name));
    for (const name of ["Public", "Rotation", "PoolKeys", "Activity"])
      expect(openers).not.toMatch(role(name));
    expect(about("kms:GenerateDataKey")).toEqual([
      expect.stringMatching(new RegExp(`^${role("Rotation").source}$`)),
    ]);
  });

  it("are bound to tenant, purpose and version wherever a role uses one directly", () => {
    const direct = ["Seal", "Audit"].flatMap(keyStatements).filter(
      ({ Sid, Condition }) =>
        Condition?.ArnEquals !== undefined &&
        Condition.StringEquals?.["kms:ViaService"] === undefined &&
        // Of a table's own key, by which DynamoDB's context is bound.
        Sid !== "ReadStreams",
    );
    expect(direct).toHaveLength(4);
    for (const { Condition } of direct) {
      expect(Condition).toMatchObject({
        StringEquals: { "kms:EncryptionContext:tenant": "example" },
        "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["tenant", "purpose", "version"] },
        Null: { "kms:EncryptionContextKeys": "false" },
      });
    }
  });

  it("seal is used by no service of AWS", () => {
    expect(JSON.stringify(keyStatements("Seal"))).not.toMatch(/amazonaws\.com|ViaService/);
  });

  it("name nothing that names them", () => {
    const text = JSON.stringify(["Seal", "Data", "Backup", "Audit", "Sign"].map(keyStatements));
    expect(
      text.match(/"Fn::GetAtt":\["(\w+)"/g)?.every((reference) => /"(?:Backup)?Roles/.test(reference)),
    ).toBe(true);
    expect(text).not.toMatch(/"Ref":"(?!AWS::)/);
  });

  it("rotate by themselves, but for the one that signs, and wait thirty days before they go", () => {
    for (const { id, Properties } of ofType(template, "AWS::KMS::Key")) {
      expect(Properties.PendingWindowInDays, id).toBe(30);
      expect(Properties.EnableKeyRotation, id).toBe(id === "SignKey" ? undefined : true);
    }
    expect(resource(template, "SignKey").Properties).toMatchObject({
      KeySpec: "ECC_NIST_EDWARDS25519",
      KeyUsage: "SIGN_VERIFY",
    });
  });
});
