import { describe, expect, it } from "vitest";
import { scopes as kernelScopes } from "../../functions/kernel/route.ts";
import { scopes } from "../../infra/scopes.ts";
import { example, ofType, resource, synthesized, templateOf } from "./assembly.ts";

const template = templateOf(synthesized("one", { "a.yaml": example }), "kith-example");
const att = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const replica = (id: string) => resource(template, id).Properties.Replicas[0];

describe("everything that holds data", () => {
  const stateful = [
    "AWS::Backup::BackupVault",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolResourceServer",
    "AWS::DynamoDB::GlobalTable",
    "AWS::KMS::Alias",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
  ];
  const kept = stateful.flatMap((type) => ofType(template, type));

  it("has the ids of the first day", () => {
    expect(kept.map(({ id }) => id).sort()).toMatchInlineSnapshot(`
      [
        "ActivityLogs",
        "ApiAccessLogs",
        "ApiExecutionLogs",
        "AuditAccessLogsBucket",
        "AuditEdgeBucket",
        "AuditIndexTable",
        "AuditKey",
        "AuditKeyAlias",
        "AuditKeysTable",
        "AuditLogs",
        "AuditTable",
        "AuditWormBucket",
        "BackupKey",
        "BackupKeyAlias",
        "BackupVault",
        "CommunityLogs",
        "CommunityTable",
        "DataKey",
        "DataKeyAlias",
        "FirewallLogs",
        "IdentityLogs",
        "ImportsLogs",
        "IndexerLogs",
        "JobsLogs",
        "KeyringBackupVault",
        "KeyringTable",
        "MembersClient",
        "MembersDomain",
        "MembersPool",
        "MembersScopes",
        "PeopleLogs",
        "PoolKeysLogs",
        "PublicLogs",
        "RotationLogs",
        "SealKey",
        "SealKeyAlias",
        "SealerLogs",
        "SetupLogs",
        "SignKey",
        "SignKeyAlias",
        "VerifierLogs",
        "WorkforceClient",
        "WorkforceDomain",
        "WorkforcePool",
        "WorkforceScopes",
      ]
    `);
    expect(Object.keys(template.Resources)).toEqual(expect.arrayContaining(["Api", "ApiStage"]));
  });

  it("is kept when the stack lets go of it", () => {
    for (const { id, DeletionPolicy, UpdateReplacePolicy } of kept) {
      expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, "Retain", "Retain"]);
    }
  });
});

describe("tables", () => {
  const tables = ofType(template, "AWS::DynamoDB::GlobalTable");

  it("are on demand, protected, recoverable for 35 days and under a customer key", () => {
    expect(tables).toHaveLength(5);
    for (const { id, Properties } of tables) {
      expect(Properties.BillingMode).toBe("PAY_PER_REQUEST");
      expect(Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: "KMS" });
      expect(Properties.TableName).toBeUndefined();
      expect(replica(id)).toMatchObject({
        Region: "us-east-1",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      });
    }
  });

  it("have the key that data-at-rest and the trail each have", () => {
    const keys = Object.fromEntries(
      tables.map(({ id }) => [id, replica(id).SSESpecification.KMSMasterKeyId]),
    );
    expect(keys).toEqual({
      CommunityTable: att("DataKey"),
      KeyringTable: att("DataKey"),
      AuditTable: att("AuditKey"),
      AuditKeysTable: att("AuditKey"),
      AuditIndexTable: att("AuditKey"),
    });
  });

  it("have spare indexes where they can never be added at once, and the trail has none", () => {
    const indexes = (id: string) =>
      (resource(template, id).Properties.GlobalSecondaryIndexes ?? []).map(
        (index: { IndexName: string; Projection: { ProjectionType: string } }) =>
          `${index.IndexName} ${index.Projection.ProjectionType}`,
      );
    expect(indexes("CommunityTable")).toEqual(["gsi1 KEYS_ONLY", "gsi2 KEYS_ONLY", "gsi3 KEYS_ONLY"]);
    expect(tables.filter(({ id }) => id !== "CommunityTable").flatMap(({ id }) => indexes(id))).toEqual([]);
  });

  it("let items end by themselves in the community's table alone", () => {
    const ending = tables.filter(({ Properties }) => Properties.TimeToLiveSpecification !== undefined);
    expect(ending.map(({ id, Properties }) => [id, Properties.TimeToLiveSpecification])).toEqual([
      ["CommunityTable", { AttributeName: "ttl", Enabled: true }],
    ]);
  });

  it("stream the trail, and of the community's table the keys alone", () => {
    const streaming = tables.filter(({ Properties }) => Properties.StreamSpecification !== undefined);
    expect(streaming.map(({ id, Properties }) => [id, Properties.StreamSpecification])).toEqual([
      ["CommunityTable", { StreamViewType: "KEYS_ONLY" }],
      ["AuditTable", { StreamViewType: "NEW_AND_OLD_IMAGES" }],
    ]);
  });

  it("let nobody change an event, or copy or walk through the keys", () => {
    const denied = (id: string) => replica(id).ResourcePolicy?.PolicyDocument.Statement;
    const everybody = { Effect: "Deny", Principal: { AWS: "*" }, Resource: "*" };
    expect(denied("AuditTable")).toEqual([
      expect.objectContaining({
        ...everybody,
        Action: [
          "dynamodb:BatchWriteItem",
          "dynamodb:DeleteItem",
          "dynamodb:PartiQLDelete",
          "dynamodb:PartiQLInsert",
          "dynamodb:PartiQLUpdate",
          "dynamodb:UpdateItem",
        ],
      }),
    ]);
    for (const id of ["KeyringTable", "AuditKeysTable"]) {
      const [{ Ref: role = "" } = {}] = ofType(template, "AWS::IAM::ManagedPolicy")
        .filter((policy) => policy.id.startsWith("BackupsKeyringBackupPolicy"))
        .map(({ Properties }) => Properties.Roles[0]);
      expect(denied(id)).toEqual([
        expect.objectContaining({
          ...everybody,
          Action: expect.arrayContaining(["dynamodb:DeleteTable", "dynamodb:Scan"]),
        }),
        expect.objectContaining({
          ...everybody,
          Action: "dynamodb:CreateBackup",
          Condition: { ArnNotEquals: { "aws:PrincipalArn": att(role) } },
        }),
        expect.objectContaining({ ...everybody, Action: "dynamodb:RestoreTableToPointInTime" }),
      ]);
      expect(denied(id)[2].Condition, "nobody may restore while the file names nobody").toBeUndefined();
      expect(JSON.stringify(denied(id)), "CloudFormation turns on recovery").not.toContain(
        "UpdateContinuousBackups",
      );
    }
  });

  it("are restored by the role of the file alone, where they hold keys", () => {
    const restore = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Restore_1";
    const named = example.replace("roles: {}", `roles: {breakGlass: "${restore}"}`);
    const withRole = templateOf(synthesized("break-glass", { "a.yaml": named }), "kith-example");
    for (const id of ["KeyringTable", "AuditKeysTable"]) {
      const statements = resource(withRole, id).Properties.Replicas[0].ResourcePolicy.PolicyDocument
        .Statement;
      const excepting = statements
        .filter((one: unknown) => JSON.stringify(one).includes(restore))
        .map((one: { Action: unknown; Condition: unknown }) => [one.Action, one.Condition]);
      expect(excepting).toEqual([
        ["dynamodb:RestoreTableToPointInTime", { ArnNotEquals: { "aws:PrincipalArn": restore } }],
      ]);
    }
  });

  it("that were restored take the place of the stack's own everywhere at once", () => {
    const restored = example.replace("data: {}", 'data: {tables: {keyring: {physical: "keyring-restored"}}}');
    const moved = templateOf(synthesized("restored", { "a.yaml": restored }), "kith-example");
    const text = JSON.stringify(moved);
    expect(text).toContain('"KITH_TABLE_KEYRING":"keyring-restored"');
    expect(text).toContain(":table/keyring-restored");
    expect(text).not.toContain('{"Ref":"KeyringTable"}');
    expect(text).not.toContain('{"Fn::GetAtt":["KeyringTable","Arn"]}');
    expect(moved.Resources.KeyringTable).toEqual(template.Resources.KeyringTable);
  });
});

describe("the bucket of the trail", () => {
  const { Properties } = resource(template, "AuditWormBucket");

  it("locks what is written, keeps versions, and is private and encrypted", () => {
    expect(Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Years: 7 } } },
      VersioningConfiguration: { Status: "Enabled" },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { KMSMasterKeyID: att("AuditKey") } },
        ],
      },
    });
  });

  it("refuses plain HTTP, a second write of a key, copies and deletion", () => {
    const statements = resource(template, "AuditWormBucketPolicy").Properties.PolicyDocument.Statement;
    const conditions = statements.map((one: { Sid: string; Condition?: unknown }) => [
      one.Sid,
      one.Condition,
    ]);
    expect(conditions).toEqual([
      ["TlsOnly", { Bool: { "aws:SecureTransport": "false" } }],
      [
        "FirstWriteOnly",
        { Null: { "s3:if-none-match": "true" }, Bool: { "s3:ObjectCreationOperation": "true" } },
      ],
      ["NoCopies", { Null: { "s3:x-amz-copy-source": "false" } }],
      ["NoDeletion", undefined],
    ]);
  });

  const lockOf = (name: string, change: (text: string) => string) => {
    const made = templateOf(synthesized(name, { "a.yaml": change(example) }), "kith-example");
    return resource(made, "AuditWormBucket").Properties.ObjectLockConfiguration.Rule.DefaultRetention;
  };
  const production = (text: string) =>
    text
      .replace("environment: test", "environment: production")
      .replace("identity:\n", 'identity:\n  callbackUrls: ["https://community.example.org/in"]\n');

  it("is locked for good in production, once the account is confirmed, unless the file says otherwise", () => {
    const confirmed = '    years: 7\n    confirmForAccount: "111122223333"';
    expect(lockOf("locked", (text) => production(text).replace("    years: 7", confirmed))).toEqual({
      Mode: "COMPLIANCE",
      Years: 7,
    });
    const open = "    mode: governance\n    years: 7";
    expect(lockOf("open", (text) => production(text).replace("    years: 7", open))).toEqual({
      Mode: "GOVERNANCE",
      Years: 7,
    });
  });
});

describe("every bucket", () => {
  const buckets = ofType(template, "AWS::S3::Bucket");

  it("is versioned, closed to the public and without access lists, and refuses plain HTTP", () => {
    expect(buckets.map(({ id }) => id)).toEqual([
      "AuditAccessLogsBucket",
      "AuditWormBucket",
      "AuditEdgeBucket",
    ]);
    for (const { id, Properties } of buckets) {
      expect(Properties, id).toMatchObject({
        VersioningConfiguration: { Status: "Enabled" },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      });
      const policy = resource(template, `${id}Policy`).Properties;
      expect(policy.Bucket).toEqual({ Ref: id });
      expect(policy.PolicyDocument.Statement[0], id).toMatchObject({
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "s3:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
    }
  });

  it("of the trail writes down who came, under a prefix of its own", () => {
    const logging = (id: string) => resource(template, id).Properties.LoggingConfiguration;
    const to = { DestinationBucketName: { Ref: "AuditAccessLogsBucket" } };
    expect(logging("AuditWormBucket")).toEqual({ ...to, LogFilePrefix: "worm/" });
    expect(logging("AuditEdgeBucket")).toEqual({ ...to, LogFilePrefix: "edge/" });
  });
});

describe("the bucket of the trail's growing end", () => {
  const { Properties } = resource(template, "AuditEdgeBucket");

  it("is under the audit key and without Object Lock", () => {
    expect(Properties.ObjectLockEnabled).toBeUndefined();
    expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([
      {
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: att("AuditKey") },
      },
    ]);
  });

  it("lets go of tiles alone: of replaced ones at once, of current ones only when the sealer says so", () => {
    const rules: readonly Record<string, unknown>[] = Properties.LifecycleConfiguration.Rules;
    const ending = rules.filter(
      (rule) => rule.ExpirationInDays !== undefined || rule.NoncurrentVersionExpiration !== undefined,
    );
    expect(ending).toEqual([
      {
        Id: "replaced",
        Status: "Enabled",
        Prefix: "tile/",
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      },
      {
        Id: "superseded",
        Status: "Enabled",
        Prefix: "tile/",
        TagFilters: [{ Key: "kith:superseded", Value: "true" }],
        ExpirationInDays: 30,
      },
    ]);
  });
});

describe("the bucket of access logs", () => {
  it("is as S3 asks for it: under a key of S3's own, and without a lock", () => {
    const { Properties } = resource(template, "AuditAccessLogsBucket");
    expect(Properties.ObjectLockEnabled).toBeUndefined();
    expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([
      { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
    ]);
  });

  it("takes lines from S3 alone, and of the two buckets of the trail alone", () => {
    const [, delivery, ...others] = resource(template, "AuditAccessLogsBucketPolicy").Properties
      .PolicyDocument.Statement;
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Condition: {
        StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
        ArnEquals: { "aws:SourceArn": [att("AuditWormBucket"), att("AuditEdgeBucket")] },
      },
    });
  });
});

describe("user pools", () => {
  const members = resource(template, "MembersPool").Properties;
  const workforce = resource(template, "WorkforcePool").Properties;

  it("are protected, under the customer key, closed to sign-up, without recovery and own attributes", () => {
    for (const pool of [members, workforce]) {
      expect(pool).toMatchObject({
        UserPoolTier: "ESSENTIALS",
        DeletionProtection: "ACTIVE",
        KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY", KmsKeyArn: att("DataKey") },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
      });
      expect(pool.Schema).toBeUndefined();
      expect(pool.LambdaConfig).toBeUndefined();
    }
  });

  it("let members in by passkey or mailed code, and staff by two factors only", () => {
    expect(members).toMatchObject({ MfaConfiguration: "OFF", WebAuthnUserVerification: "required" });
    expect(members.Policies.SignInPolicy.AllowedFirstAuthFactors).toEqual([
      "PASSWORD",
      "EMAIL_OTP",
      "WEB_AUTHN",
    ]);
    expect(workforce).toMatchObject({ MfaConfiguration: "ON", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] });
  });

  it("bind passkeys to the name of the sign-in", () => {
    const domain = resource(template, "MembersDomain").Properties.Domain;
    expect(JSON.stringify(members.WebAuthnRelyingPartyID)).toContain("amazoncognito.com");
    expect(JSON.stringify(members.WebAuthnRelyingPartyID)).toContain(
      JSON.stringify(domain["Fn::Join"][1][0]).slice(1, -1),
    );
    const own =
      "authDomain: {name: in.example.org, certificateArn: arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555}";
    const named = templateOf(
      synthesized("named", { "a.yaml": example.replace("authDomain: prefix", own) }),
      "kith-example",
    );
    expect(resource(named, "MembersPool").Properties.WebAuthnRelyingPartyID).toBe("in.example.org");
    expect(resource(named, "MembersDomain").Properties.Domain).toBe("in.example.org");
  });

  it("send codes through Amazon SES", () => {
    expect(JSON.stringify(members.EmailConfiguration)).toContain("identity/example.org");
    expect(members.EmailConfiguration.EmailSendingAccount).toBe("DEVELOPER");
  });

  it("define the scopes of the kernel, each pool its own", () => {
    const pools = Object.fromEntries(Object.entries(scopes).map(([scope, entry]) => [scope, entry.pools]));
    expect(pools).toEqual(kernelScopes);
    const named = (id: string) =>
      resource(template, id).Properties.Scopes.map(({ ScopeName }: { ScopeName: string }) => ScopeName);
    expect(named("MembersScopes")).toEqual(["community"]);
    expect(named("WorkforceScopes")).toEqual(["community", "team", "audit.read", "admin"]);
  });

  it.each(["Members", "Workforce"])(
    "give %s' app code flow only, short tokens and no hint of who exists",
    (pool) => {
      const { Properties, DependsOn } = resource(template, `${pool}Client`);
      expect(Properties).toMatchObject({
        GenerateSecret: false,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthFlowsUserPoolClient: true,
        ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        PreventUserExistenceErrors: "ENABLED",
        AccessTokenValidity: 15,
        CallbackURLs: ["http://localhost:3000/signed-in"],
      });
      expect(Properties.TokenValidityUnits.AccessToken).toBe("minutes");
      expect(Properties.AllowedOAuthScopes).not.toContain("aws.cognito.signin.user.admin");
      expect(Properties.AllowedOAuthScopes).toContain("openid");
      expect(DependsOn).toContain(`${pool}Scopes`);
      const branded = ofType(template, "AWS::Cognito::ManagedLoginBranding").map(
        (one) => one.Properties.ClientId.Ref,
      );
      expect(branded).toContain(`${pool}Client`);
      expect(resource(template, `${pool}Domain`).Properties.ManagedLoginVersion).toBe(2);
    },
  );
});
