import { describe, expect, it } from "vitest";
import { losses } from "../../../infra/ledger/losses.ts";
import { rowsOf } from "../../../infra/ledger/rows.ts";
import { example, synthesized, templateOf } from "../assembly.ts";
import { add, append, attribute, drop, type Edit, edited, put, remove, rename } from "../checks/edits.ts";

const template = templateOf(synthesized("one", { "a.yaml": example }), "kith-example");
const legacy = (id: string): Edit =>
  add(id, "AWS::DynamoDB::Table", { KeySchema: [] }, { DeletionPolicy: "Retain" });

/** What is said when `after` is deployed over `before`, both made from the real template. */
function lost(after: readonly Edit[], before: readonly Edit[] = []): readonly string[] {
  const [recorded, present] = [before, after].map((edits) => rowsOf(edited(template, ...edits), true));
  return losses(recorded ?? {}, present ?? {}).map(({ sentence }) => sentence);
}

describe("the ledger refuses", () => {
  it("a table that is renamed and kept: it would be an orphan, and an empty one in its place", () => {
    expect(lost([rename("CommunityTable", "MainTable")])).toEqual([
      "CommunityTable (table) is not in the template any more: the deploy leaves the table behind outside the stack, with all its items, and nothing uses it any more; MainTable would begin empty in its place: this is no rename",
    ]);
  });

  it("a table that is renamed and not kept: it would be destroyed", () => {
    const unkept = attribute("CommunityTable", "DeletionPolicy", "Delete");
    expect(lost([unkept, rename("CommunityTable", "MainTable")], [unkept])).toEqual([
      "CommunityTable (table) is not in the template any more: the deploy deletes the table, and with it all its items; MainTable would begin empty in its place: this is no rename",
    ]);
  });

  it("a table that is taken out", () => {
    expect(lost([remove("AuditIndexTable")])).toEqual([
      "AuditIndexTable (table) is not in the template any more: the deploy leaves the table behind outside the stack, with all its items, and nothing uses it any more",
    ]);
  });

  it("another sort key", () => {
    expect(lost([put("CommunityTable", "KeySchema.1.AttributeName", "sort")])).toEqual([
      "CommunityTable (table) changes KeySchema, for which AWS makes a new one in its place, without all its items",
    ]);
  });

  it("a table of the old kind that becomes a GlobalTable", () => {
    expect(lost([add("Old", "AWS::DynamoDB::GlobalTable")], [legacy("Old")])).toEqual([
      "Old (table) becomes AWS::DynamoDB::GlobalTable: AWS makes a new one without all its items, and the old one stays behind outside the stack",
    ]);
  });

  it("Object Lock on a bucket that has none", () => {
    const unlocked = drop("AuditWormBucket", "ObjectLockEnabled");
    expect(lost([], [unlocked])).toEqual([
      "AuditWormBucket (bucket) changes ObjectLockEnabled, for which AWS makes a new one in its place, without all its objects",
    ]);
  });

  it("another customer key", () => {
    const other = put("CommunityTable", "Replicas.0.SSESpecification.KMSMasterKeyId", {
      "Fn::GetAtt": ["AuditKey", "Arn"],
    });
    expect(lost([other])).toEqual([
      "CommunityTable (table) changes its key: what is stored stays under the old one, and AWS may make it anew",
    ]);
  });

  it("a local index", () => {
    expect(lost([put("CommunityTable", "LocalSecondaryIndexes", [{ IndexName: "lsi1" }])])).toEqual([
      "CommunityTable (table) changes its local indexes, which a table has from its first day or never: the deploy fails, or makes an empty table",
    ]);
  });

  const index = (name: string) =>
    append("CommunityTable", "GlobalSecondaryIndexes", {
      IndexName: name,
      KeySchema: [],
      Projection: { ProjectionType: "KEYS_ONLY" },
    });

  it("two indexes at once", () => {
    expect(lost([index("gsi4"), index("gsi5")])).toEqual([
      "CommunityTable (table) gains 2 indexes at once, of which DynamoDB makes one per deploy: the deploy fails",
    ]);
  });

  it("an index that goes, or whose projection changes", () => {
    expect(lost([], [index("gsi4")])).toEqual([
      "CommunityTable (table) loses the index gsi4: what is found by it is found no more",
    ]);
    expect(
      lost([put("CommunityTable", "GlobalSecondaryIndexes.0.Projection.ProjectionType", "ALL")]),
    ).toEqual(["CommunityTable (table) changes the index gsi1, which can only be removed and made anew"]);
  });

  it.each([
    ["another alias of a user pool", append("MembersPool", "AliasAttributes", "phone_number")],
    [
      "a required attribute of a user pool",
      put("MembersPool", "Schema", [{ Name: "birthdate", Required: true }]),
    ],
    ["user names that tell capitals apart", drop("MembersPool", "UsernameConfiguration")],
  ])("%s", (_, edit) => {
    expect(lost([edit])).toEqual([
      "MembersPool (user pool) asks for what Cognito can only set on a pool's first day: the deploy fails, or makes an empty pool",
    ]);
  });

  it("another name for passkeys", () => {
    expect(lost([put("MembersPool", "WebAuthnRelyingPartyID", "elsewhere.example.org")])).toEqual([
      "MembersPool (user pool) changes the name to which passkeys are bound: every passkey becomes useless",
    ]);
  });

  it.each(["MultiRegion", "KeySpec", "KeyUsage", "Origin"])("%s of a key", (name) => {
    expect(lost([put("DataKey", name, "other")])).toEqual([
      `DataKey (key) changes ${name}, which a key keeps for ever: the deploy fails, and a new key would open nothing`,
    ]);
  });

  it("a table that would no longer be kept", () => {
    expect(lost([attribute("CommunityTable", "DeletionPolicy", "Delete")])).toEqual([
      "CommunityTable (table) is no longer kept when the stack lets go of it: it would go, and with it all its items",
    ]);
    expect(lost([attribute("CommunityTable", "UpdateReplacePolicy", undefined)])).toEqual([
      "CommunityTable (table) is no longer kept when another one takes its place: it would go, and with it all its items",
    ]);
  });

  it.each([
    [
      "a table",
      "CommunityTable (table)",
      "all its items",
      drop("CommunityTable", "Replicas.0.DeletionProtectionEnabled"),
    ],
    [
      "a user pool",
      "MembersPool (user pool)",
      "everybody's account and passkeys",
      put("MembersPool", "DeletionProtection", "INACTIVE"),
    ],
  ])("%s that would no longer be protected", (_, name, holds, edit) => {
    expect(lost([edit])).toEqual([`${name} no longer refuses to be deleted, and with it ${holds}`]);
  });

  it("a table that could no longer be restored", () => {
    expect(
      lost([
        put(
          "CommunityTable",
          "Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
          false,
        ),
      ]),
    ).toEqual([
      "CommunityTable (table) can no longer be restored to an earlier second, nor to any of the last 35 days",
    ]);
  });

  it("another stream of a table, and another attribute by which items end", () => {
    expect(lost([put("AuditTable", "StreamSpecification.StreamViewType", "KEYS_ONLY")])[0]).toContain(
      "ends the old one",
    );
    expect(lost([put("CommunityTable", "TimeToLiveSpecification.AttributeName", "at")])[0]).toContain(
      "others may be deleted",
    );
  });

  it("a trail that is locked for fewer years, or less firmly", () => {
    const retention = "ObjectLockConfiguration.Rule.DefaultRetention";
    expect(lost([put("AuditWormBucket", `${retention}.Years`, 6)])).toEqual([
      "AuditWormBucket (bucket) locks what is written from then on for fewer years",
    ]);
    expect(lost([], [put("AuditWormBucket", `${retention}.Mode`, "COMPLIANCE")])).toEqual([
      "AuditWormBucket (bucket) lets administrators delete what is written from then on",
    ]);
  });

  it("logs that would be kept for fewer days", () => {
    expect(lost([put("PeopleLogs", "RetentionInDays", 90)])).toEqual([
      "PeopleLogs (log group) keeps logs for fewer days: those that are older are deleted at once",
    ]);
  });

  it.each([
    ["the API", "Api", "API"],
    ["its stage", "ApiStage", "stage of the API"],
  ])("%s under another logical id: its address would change", (_, id, noun) => {
    const [sentence = "", ...others] = lost([rename(id, "Other")]);
    expect(others).toEqual([]);
    expect(sentence).toContain(
      `${id} (${noun}) is not in the template any more: the deploy deletes the ${noun}, and with it the address that clients have`,
    );
  });

  it("another name of the stage, of the sign-in, of the scopes or of a key", () => {
    const changes = [
      put("ApiStage", "StageName", "v2"),
      put("MembersDomain", "Domain", "other"),
      put("MembersScopes", "Identifier", "other"),
      put("SealKeyAlias", "AliasName", "alias/other"),
    ];
    expect(changes.map((change) => lost([change]))).toEqual([
      [
        "ApiStage (stage of the API) changes StageName, for which AWS makes a new one in its place, without the address that clients have",
      ],
      [
        "MembersDomain (sign-in name) changes Domain, for which AWS makes a new one in its place, without the address of the sign-in and what passkeys are bound to",
      ],
      [
        "MembersScopes (list of scopes) changes Identifier, for which AWS makes a new one in its place, without the scopes that apps ask for",
      ],
      [
        "SealKeyAlias (key alias) changes AliasName, for which AWS makes a new one in its place, without the name by which a key is found",
      ],
    ]);
  });

  it("a scope that apps ask for", () => {
    expect(lost([drop("WorkforceScopes", "Scopes.0")])).toEqual([
      "WorkforceScopes (list of scopes) no longer has all scopes that apps ask for",
    ]);
  });

  it("a secret of an app client, which makes another client id", () => {
    expect(lost([put("MembersClient", "GenerateSecret", true)])[0]).toContain(
      "without the client id that apps are built with",
    );
  });
});

describe("the ledger lets pass", () => {
  it("a stack that is as it was, and a construct that moved and kept its id", () => {
    expect(lost([])).toEqual([]);
    expect(
      lost([attribute("CommunityTable", "Metadata", { "aws:cdk:path": "kith-example/Elsewhere/Community" })]),
    ).toEqual([]);
  });

  it("a customer key for a table that had none", () => {
    expect(lost([], [drop("CommunityTable", "Replicas.0.SSESpecification")])).toEqual([]);
  });

  it("one index more, a longer lock, a new table, and what holds nothing", () => {
    expect(lost([append("CommunityTable", "GlobalSecondaryIndexes", { IndexName: "gsi4" })])).toEqual([]);
    expect(lost([put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Years", 10)])).toEqual(
      [],
    );
    expect(lost([add("NewTable", "AWS::DynamoDB::GlobalTable")])).toEqual([]);
    expect(lost([remove("JobsSchedulePermission")])).toEqual([]);
  });

  it("guards that were down and are put up", () => {
    const down = [
      attribute("CommunityTable", "DeletionPolicy", "Delete"),
      drop("CommunityTable", "Replicas.0.DeletionProtectionEnabled"),
      put("MembersPool", "DeletionProtection", "INACTIVE"),
    ];
    expect(lost([], down)).toEqual([]);
  });
});
