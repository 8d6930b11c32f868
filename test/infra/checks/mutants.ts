import { add, append, attribute, drop, type Edit, grant, put, remove, revoke, statement } from "./edits.ts";
import { settings } from "./settings.ts";

/** A stack that breaks a rule, made from the real one by a small change. */
export interface Mutant {
  /** What somebody did. */
  readonly accident: string;
  readonly edits: readonly Edit[];
  /** Logical id, or its beginning, that the rule must name. */
  readonly id: string;
  /** What `cdk.json` says instead, where that is the accident. */
  readonly told?: unknown;
}

const mutant = (accident: string, id: string, ...edits: readonly Edit[]): Mutant => ({ accident, id, edits });

const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const account = { AWS: { "Fn::Sub": `arn:aws:iam::\${AWS::AccountId}:root` } };
const people = "FunctionsPeoplePolicy";
const route = (path: string) => `Body.paths.${path}`;

/** At least one for each house rule. */
export const mutants: Readonly<Record<string, readonly Mutant[]>> = {
  "access-log-format": [
    mutant(
      "the path with its ids",
      "ApiStage",
      put("ApiStage", "AccessLogSetting.Format", "$context.requestId $context.path"),
    ),
    mutant(
      "a claim of the token",
      "ApiStage",
      put("ApiStage", "AccessLogSetting.Format", "$context.authorizer.claims.sub"),
    ),
    mutant("nothing at all", "ApiStage", put("ApiStage", "AccessLogSetting.Format", "")),
  ],
  "api-answers": [
    mutant(
      "a streamed answer",
      "Api",
      put("Api", `${route("/v1/health")}.get.x-amazon-apigateway-integration.responseTransferMode`, "STREAM"),
    ),
  ],
  "api-functions": [
    mutant(
      "a function URL",
      "Door",
      add("Door", "AWS::Lambda::Url", { TargetFunctionArn: arn("PeopleFunction"), AuthType: "NONE" }),
    ),
    mutant(
      "a request that is repeated",
      "Again",
      add("Again", "AWS::Lambda::EventInvokeConfig", {
        FunctionName: { Ref: "PeopleFunction" },
        MaximumRetryAttempts: 2,
      }),
    ),
    mutant(
      "an answer that is handed on",
      "Again",
      add("Again", "AWS::Lambda::EventInvokeConfig", {
        FunctionName: { Ref: "PeopleFunction" },
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnSuccess: { Destination: "arn:aws:sqs:us-east-1:111122223333:elsewhere" } },
      }),
    ),
  ],
  "api-size": [
    mutant("too many paths", "Api", (resources) => {
      const paths = Array.from({ length: 130 }, (_, at) => [`/v1/place${at}/below`, {}]);
      put("Api", "Body.paths", Object.fromEntries(paths))(resources);
    }),
    mutant("too long a definition", "Api", put("Api", "Body.info.title", "x".repeat(300_000))),
  ],
  "api-stage": [
    mutant("a cache", "ApiStage", put("ApiStage", "MethodSettings.0.CachingEnabled", true)),
    mutant("a cache cluster", "ApiStage", put("ApiStage", "CacheClusterEnabled", true)),
    mutant("bodies in the log", "ApiStage", put("ApiStage", "MethodSettings.0.DataTraceEnabled", true)),
    mutant("no log of errors", "ApiStage", put("ApiStage", "MethodSettings.0.LoggingLevel", "OFF")),
    mutant("no limit", "ApiStage", drop("ApiStage", "MethodSettings.0.ThrottlingRateLimit")),
    mutant("no access log", "ApiStage", drop("ApiStage", "AccessLogSetting")),
    mutant("one method alone", "ApiStage", put("ApiStage", "MethodSettings.0.HttpMethod", "GET")),
    mutant("two stages", "ApiStage", add("Second", "AWS::ApiGateway::Stage", {})),
  ],
  "app-clients": [
    mutant("the implicit flow", "MembersClient", append("MembersClient", "AllowedOAuthFlows", "implicit")),
    mutant(
      "a password flow",
      "MembersClient",
      append("MembersClient", "ExplicitAuthFlows", "ALLOW_USER_PASSWORD_AUTH"),
    ),
    mutant(
      "the account's own scope",
      "MembersClient",
      append("MembersClient", "AllowedOAuthScopes", "aws.cognito.signin.user.admin"),
    ),
    mutant("hints of who exists", "MembersClient", drop("MembersClient", "PreventUserExistenceErrors")),
    mutant("a secret", "MembersClient", put("MembersClient", "GenerateSecret", true)),
    mutant("tokens of an hour", "WorkforceClient", put("WorkforceClient", "AccessTokenValidity", 60)),
    mutant("no sign-in pages", "MembersClient", (resources) => {
      for (const [id, { Type }] of Object.entries(resources)) {
        if (Type === "AWS::Cognito::ManagedLoginBranding") delete resources[id];
      }
    }),
    mutant("scopes that may come later", "MembersClient", attribute("MembersClient", "DependsOn", [])),
  ],
  "audit-add-only": [
    mutant(
      "a role that updates events",
      people,
      grant(people, { Action: "dynamodb:UpdateItem", Resource: arn("AuditTable") }),
    ),
    mutant("a role that may do everything", people, grant(people, { Action: "dynamodb:*", Resource: "*" })),
    mutant(
      "a table that lets itself be changed",
      "AuditTable",
      statement("AuditTable", "AddOnly", { Action: ["dynamodb:DeleteItem"] }),
    ),
    mutant(
      "a refusal with an exception",
      "AuditTable",
      statement("AuditTable", "AddOnly", { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ),
  ],
  "alarms-heard": [
    mutant("an alarm that tells nobody", "ThrottlesAlarm", drop("ThrottlesAlarm", "AlarmActions")),
    mutant("an alarm that is switched off", "ThrottlesAlarm", put("ThrottlesAlarm", "ActionsEnabled", false)),
    mutant("a topic that nobody reads", "AlarmTopic", remove("AlarmSubscription")),
    mutant("no alarm at all", "Alarms", (resources) => {
      for (const [id, { Type }] of Object.entries(resources))
        if (Type === "AWS::CloudWatch::Alarm") delete resources[id];
    }),
  ],
  "backup-lifecycle": [
    mutant(
      "a backup for ever",
      "BackupPlan",
      drop("BackupPlan", "BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays"),
    ),
    mutant(
      "cold for less than 90 days",
      "BackupPlan",
      put("BackupPlan", "BackupPlan.BackupPlanRule.1.Lifecycle", {
        MoveToColdStorageAfterDays: 8,
        DeleteAfterDays: 97,
      }),
    ),
    mutant(
      "longer than the vault takes",
      "BackupPlan",
      put("BackupVault", "LockConfiguration.MaxRetentionDays", 400),
    ),
    mutant(
      "shorter than the vault holds",
      "BackupPlan",
      put("BackupVault", "LockConfiguration.MinRetentionDays", 30),
    ),
    mutant(
      "keys of members for a year",
      "KeyringBackupPlan",
      put("KeyringBackupPlan", "BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays", 365),
      put("KeyringBackupVault", "LockConfiguration.MaxRetentionDays", 400),
    ),
  ],
  "backup-selection": [
    mutant(
      "tables by a tag",
      "BackupSelection",
      put("BackupSelection", "BackupSelection.Resources", []),
      put("BackupSelection", "BackupSelection.ListOfTags", [
        { ConditionKey: "backup", ConditionValue: "daily" },
      ]),
    ),
    mutant(
      "a tag beside them",
      "BackupSelection",
      put("BackupSelection", "BackupSelection.ListOfTags", [
        { ConditionKey: "backup", ConditionValue: "daily" },
      ]),
    ),
    mutant(
      "a table of nobody",
      "BackupSelection",
      append(
        "BackupSelection",
        "BackupSelection.Resources",
        "arn:aws:dynamodb:us-east-1:111122223333:table/other",
      ),
    ),
    mutant(
      "keys among the long-term backups",
      "BackupSelection",
      append("BackupSelection", "BackupSelection.Resources", arn("KeyringTable")),
    ),
    mutant("no plan for a table", "CommunityTable", remove("BackupSelection")),
  ],
  "bucket-closed": [
    mutant(
      "a public bucket",
      "AuditWormBucket",
      put("AuditWormBucket", "PublicAccessBlockConfiguration.BlockPublicPolicy", false),
    ),
    mutant(
      "objects of others",
      "AuditWormBucket",
      put("AuditWormBucket", "OwnershipControls.Rules.0.ObjectOwnership", "ObjectWriter"),
    ),
    mutant(
      "no versions",
      "AuditWormBucket",
      put("AuditWormBucket", "VersioningConfiguration.Status", "Suspended"),
    ),
  ],
  "bucket-writes": [
    mutant(
      "a role that deletes",
      people,
      grant(people, { Action: "s3:DeleteObject", Resource: arn("AuditWormBucket") }),
    ),
    mutant(
      "a role that unlocks",
      people,
      grant(people, { Action: "s3:Put*", Resource: arn("AuditWormBucket") }),
    ),
  ],
  "customer-key": [
    mutant("a table", "CommunityTable", drop("CommunityTable", "Replicas.0.SSESpecification")),
    mutant("a log group", "PeopleLogs", drop("PeopleLogs", "KmsKeyId")),
    mutant(
      "a bucket under S3's key",
      "AuditWormBucket",
      drop(
        "AuditWormBucket",
        "BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID",
      ),
    ),
    mutant("a user pool", "MembersPool", drop("MembersPool", "KeyConfiguration")),
    mutant(
      "a queue under AWS's key",
      "Queue",
      add("Queue", "AWS::SQS::Queue", { KmsMasterKeyId: "alias/aws/sqs" }),
    ),
    mutant("a topic", "Topic", add("Topic", "AWS::SNS::Topic")),
    mutant("a vault", "BackupVault", drop("BackupVault", "EncryptionKeyArn")),
  ],
  "dead-letters": [
    mutant(
      "a function that loses what it fails on",
      "PeopleFunction",
      drop("PeopleFunction", "DeadLetterConfig"),
    ),
    mutant(
      "a queue of somebody else",
      "JobsFunction",
      put("JobsFunction", "DeadLetterConfig.TargetArn", "arn:aws:sqs:us-east-1:999999999999:other"),
    ),
    mutant(
      "a stream that is held up",
      "ActivityEventSource",
      drop("ActivityEventSource", "MaximumRecordAgeInSeconds"),
    ),
    mutant(
      "a stream that forgets where it gave up",
      "ActivityEventSource",
      drop("ActivityEventSource", "DestinationConfig"),
    ),
    mutant(
      "six hours of trying",
      "JobsFunction",
      drop("FunctionsJobsAsynchronous", "MaximumEventAgeInSeconds"),
    ),
    mutant("as long as Lambda likes", "JobsFunction", remove("FunctionsJobsAsynchronous")),
  ],
  "firewall-before": [
    mutant("nothing before the API", "ApiStage", remove("FirewallApi")),
    mutant("nothing before the members' sign-in", "MembersPool", remove("FirewallMembers")),
    mutant(
      "something else before the staff's",
      "WorkforcePool",
      put("FirewallWorkforce", "WebACLArn", "arn:aws:wafv2:us-east-1:999999999999:regional/webacl/other/1"),
    ),
    mutant(
      "a stage of another API",
      "ApiStage",
      put("FirewallApi", "ResourceArn", "arn:aws:apigateway:us-east-1::/restapis/other/stages/live"),
    ),
  ],
  "firewall-log": [
    mutant("no log", "Firewall", remove("FirewallLogging")),
    mutant(
      "a group whose name WAF does not take",
      "FirewallLogging",
      put("FirewallLogs", "LogGroupName", "kith-firewall"),
    ),
    mutant("every request", "FirewallLogging", drop("FirewallLogging", "LoggingFilter")),
    mutant("the body", "Firewall", drop("Firewall", "DataProtectionConfig.DataProtections.0")),
    mutant("the query", "Firewall", drop("Firewall", "DataProtectionConfig.DataProtections.1")),
    mutant(
      "the token",
      "Firewall",
      put("Firewall", "DataProtectionConfig.DataProtections.2.Field.FieldKeys", ["cookie"]),
    ),
    mutant(
      "what a rule matched",
      "Firewall",
      put("Firewall", "DataProtectionConfig.DataProtections.0.ExcludeRuleMatchDetails", true),
    ),
  ],
  "firewall-rules": [
    mutant(
      "messages of over 8 kB",
      "Firewall",
      drop("Firewall", "Rules.3.Statement.ManagedRuleGroupStatement.RuleActionOverrides.1"),
    ),
    mutant(
      "words that look like code",
      "Firewall",
      drop("Firewall", "Rules.3.Statement.ManagedRuleGroupStatement.RuleActionOverrides"),
    ),
    mutant(
      "people who use a VPN",
      "Firewall",
      put("Firewall", "Rules.6.Statement.ManagedRuleGroupStatement.RuleActionOverrides", []),
    ),
    mutant("no rules of AWS", "Firewall", drop("Firewall", "Rules.3")),
    mutant("rules that only count", "Firewall", put("Firewall", "Rules.4.OverrideAction", { Count: {} })),
    mutant("bodies of any length", "Firewall", drop("Firewall", "Rules.0")),
    mutant(
      "bodies that go on where WAF cannot see",
      "Firewall",
      put(
        "Firewall",
        "Rules.0.Statement.SizeConstraintStatement.FieldToMatch.Body.OversizeHandling",
        "CONTINUE",
      ),
    ),
    mutant("the first 16 kB alone", "Firewall", drop("Firewall", "AssociationConfig")),
    mutant("no rate", "Firewall", drop("Firewall", "Rules.2"), drop("Firewall", "Rules.1")),
    mutant("samples", "Firewall", put("Firewall", "VisibilityConfig.SampledRequestsEnabled", true)),
    mutant(
      "samples of one rule",
      "Firewall",
      put("Firewall", "Rules.5.VisibilityConfig.SampledRequestsEnabled", true),
    ),
    mutant("a firewall of CloudFront", "Firewall", put("Firewall", "Scope", "CLOUDFRONT")),
    mutant("none", "Firewall", remove("Firewall")),
  ],
  "function-callers": [
    mutant(
      "any stage",
      "ApiPeoplePermission",
      put("ApiPeoplePermission", "SourceArn", {
        "Fn::Sub": `arn:aws:execute-api:us-east-1:111122223333:\${Api}/*`,
      }),
    ),
    mutant("anybody's rule", "JobsSchedulePermission", drop("JobsSchedulePermission", "SourceArn")),
    mutant("anybody", "JobsSchedulePermission", put("JobsSchedulePermission", "Principal", "*")),
  ],
  "function-environment": [
    mutant(
      "too much",
      "PeopleFunction",
      put("PeopleFunction", "Environment.Variables.KITH_MORE", "x".repeat(5_000)),
    ),
    mutant(
      "the API",
      "PeopleFunction",
      put("PeopleFunction", "Environment.Variables.KITH_URL", { "Fn::Sub": `https://\${Api}.example.org` }),
    ),
    mutant(
      "an app client",
      "PeopleFunction",
      put("PeopleFunction", "Environment.Variables.KITH_CLIENT", { Ref: "MembersClient" }),
    ),
  ],
  "function-logs": [
    mutant("Lambda's own group", "PeopleFunction", drop("PeopleFunction", "LoggingConfig")),
    mutant(
      "a group by name",
      "PeopleFunction",
      put("PeopleFunction", "LoggingConfig.LogGroup", "/aws/lambda/people"),
    ),
  ],
  "function-permissions": [
    mutant("a function made too early", "PeopleFunction", attribute("PeopleFunction", "DependsOn", [])),
    mutant("a role without a policy", "PeopleFunction", put(people, "Roles", [])),
    mutant("a role that names its policy", "RolesPeople", (resources) => {
      const id = Object.keys(resources).find((one) => one.startsWith(people));
      put("RolesPeople", "ManagedPolicyArns", [{ Ref: id }])(resources);
    }),
  ],
  kept: [
    mutant("a table", "CommunityTable", attribute("CommunityTable", "DeletionPolicy", "Delete")),
    mutant(
      "a replaced table",
      "CommunityTable",
      attribute("CommunityTable", "UpdateReplacePolicy", "Delete"),
    ),
    mutant("a key", "SealKey", attribute("SealKey", "DeletionPolicy", undefined)),
    mutant("an alias", "SealKeyAlias", attribute("SealKeyAlias", "DeletionPolicy", "Delete")),
    mutant(
      "a snapshot in place of the thing",
      "AuditWormBucket",
      attribute("AuditWormBucket", "DeletionPolicy", "Snapshot"),
    ),
  ],
  "key-administration": [
    mutant(
      "kms:* for the account",
      "DataKey",
      grant("DataKey", { Action: "kms:*", Principal: account, Resource: "*" }),
    ),
    mutant(
      "kms:Create*, which makes grants",
      "DataKey",
      statement("DataKey", "Administration", { Action: ["kms:Create*"] }),
    ),
    mutant(
      "anybody may end a key",
      "BackupKey",
      grant("BackupKey", { Action: "kms:ScheduleKeyDeletion", Principal: account, Resource: "*" }),
    ),
    mutant(
      "month keys for everybody",
      "AuditKey",
      statement("AuditKey", "MonthKeys", {
        Condition: { StringEquals: { "kms:EncryptionContext:purpose": "month" } },
      }),
    ),
  ],
  "key-policies": [
    mutant("a right that no row has", "DataKey", statement("DataKey", "Tables", { Action: "kms:*" })),
    mutant("no tables", "CommunityTable", revoke("DataKey", "Tables")),
  ],
  "key-references": [
    mutant(
      "a table in a key's policy",
      "DataKey",
      grant("DataKey", { Action: "kms:Decrypt", Principal: account, Resource: arn("CommunityTable") }),
    ),
  ],
  "key-rotation": [
    mutant("a key that is never renewed", "DataKey", put("DataKey", "EnableKeyRotation", false)),
    mutant("a signing key that claims to be", "SignKey", put("SignKey", "EnableKeyRotation", true)),
  ],
  "key-window": [mutant("a week", "SealKey", put("SealKey", "PendingWindowInDays", 7))],
  "keyring-closed": [
    mutant(
      "a stream",
      "KeyringTable",
      put("KeyringTable", "StreamSpecification", { StreamViewType: "NEW_IMAGE" }),
    ),
    mutant("a replica", "AuditKeysTable", append("AuditKeysTable", "Replicas", { Region: "us-west-2" })),
    mutant("an export", "KeyringTable", statement("KeyringTable", "NoCopies", { Action: ["dynamodb:Scan"] })),
    mutant(
      "a Kinesis stream",
      "KeyringTable",
      put("KeyringTable", "Replicas.0.KinesisStreamSpecification", { StreamArn: "arn" }),
    ),
  ],
  "leading-keys": [
    mutant("a scan", people, grant(people, { Action: "dynamodb:Scan", Resource: arn("CommunityTable") })),
    mutant(
      "items of everybody",
      people,
      grant(people, { Action: "dynamodb:GetItem", Resource: arn("CommunityTable") }),
    ),
    mutant(
      "a request without a key",
      people,
      statement(people, "CommunityItems1", {
        Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MEMBER#*"] } },
      }),
    ),
    mutant(
      "a prefix of nobody",
      people,
      statement(people, "CommunityItems1", {
        Condition: {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["*"] },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      }),
    ),
    mutant(
      "a table and its index at once",
      people,
      statement(people, "CommunityItems1", {
        Resource: [arn("CommunityTable"), { "Fn::Join": ["", [arn("CommunityTable"), "/index/gsi1"]] }],
      }),
    ),
  ],
  "log-retention": [
    mutant("for ever", "PeopleLogs", drop("PeopleLogs", "RetentionInDays")),
    mutant("a day", "PeopleLogs", put("PeopleLogs", "RetentionInDays", 1)),
    mutant("a number that CloudWatch does not know", "PeopleLogs", put("PeopleLogs", "RetentionInDays", 100)),
  ],
  "members-factors": [
    mutant("codes and a second factor", "MembersPool", put("MembersPool", "MfaConfiguration", "ON")),
    mutant("a second factor at will", "MembersPool", put("MembersPool", "MfaConfiguration", "OPTIONAL")),
    mutant(
      "no passkeys",
      "MembersPool",
      put("MembersPool", "Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD", "EMAIL_OTP"]),
    ),
    mutant(
      "a passkey of whoever holds the device",
      "MembersPool",
      put("MembersPool", "WebAuthnUserVerification", "preferred"),
    ),
    mutant(
      "passkeys of a name that Cognito chooses",
      "MembersPool",
      drop("MembersPool", "WebAuthnRelyingPartyID"),
    ),
    mutant("no pool", "MembersPool", remove("MembersPool")),
  ],
  "narrow-grants": [
    mutant(
      "everything of a service",
      people,
      grant(people, { Action: "dynamodb:*", Resource: arn("CommunityTable") }),
    ),
    mutant("every resource", people, grant(people, { Action: "kms:Decrypt", Resource: "*" })),
    mutant("every bucket", people, grant(people, { Action: "s3:GetObject", Resource: "arn:aws:s3:::*" })),
    mutant("everything but", people, grant(people, { NotAction: "iam:*", Resource: arn("CommunityTable") })),
    mutant(
      "AWS's own policy",
      "RolesPeople",
      put("RolesPeople", "ManagedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"]),
    ),
    mutant("a user", "User", add("User", "AWS::IAM::User")),
  ],
  "network-inside": [
    mutant("an opener outside", "PeopleFunction", add("Vpc", "AWS::EC2::VPC", {})),
    mutant("a way out", "Way", add("Way", "AWS::EC2::NatGateway", {})),
    mutant("public addresses", "Subnet", add("Subnet", "AWS::EC2::Subnet", { MapPublicIpOnLaunch: true })),
    mutant(
      "a zone that stands for one",
      "Subnet",
      add("Subnet", "AWS::EC2::Subnet", { AvailabilityZone: "dummy1a" }),
    ),
    mutant(
      "a private name of streams",
      "Endpoint",
      add("Endpoint", "AWS::EC2::VPCEndpoint", {
        ServiceName: "com.amazonaws.us-east-1.dynamodb-streams",
        PrivateDnsEnabled: true,
      }),
    ),
  ],
  "no-custom-resource": [
    mutant("a custom resource", "Custom", add("Custom", "Custom::S3AutoDeleteObjects")),
    mutant("another spelling of it", "Custom", add("Custom", "AWS::CloudFormation::CustomResource")),
    mutant("a nested stack", "Nested", add("Nested", "AWS::CloudFormation::Stack")),
    mutant("metadata of the CDK", "CDKMetadata", add("CDKMetadata", "AWS::CDK::Metadata")),
  ],
  "object-lock": [
    mutant("no lock", "AuditWormBucket", drop("AuditWormBucket", "ObjectLockEnabled")),
    mutant(
      "a test environment without years",
      "AuditWormBucket",
      put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Years", 0),
    ),
    mutant(
      "five years in production",
      "AuditWormBucket",
      put("AuditWormBucket", "Tags", [{ Key: "kith:environment", Value: "production" }]),
      put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Years", 5),
    ),
    mutant(
      "days and years",
      "AuditWormBucket",
      put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Days", 2_555),
    ),
    mutant(
      "a word that S3 does not know",
      "AuditWormBucket",
      put("AuditWormBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Mode", "STRICT"),
    ),
    mutant("no bucket", "AuditWormBucket", remove("AuditWormBucket")),
  ],
  "physical-names": [
    mutant("a fixed alias", "SealKeyAlias", put("SealKeyAlias", "AliasName", "alias/kith/example/seal")),
    mutant("a fixed table", "CommunityTable", put("CommunityTable", "TableName", "community")),
    mutant(
      "the suffix in the middle",
      "MembersDomain",
      put("MembersDomain", "Domain", { "Fn::Join": ["", ["kith-", { Ref: "AWS::StackId" }, "-members"]] }),
    ),
    mutant(
      "an own name that a failed create keeps",
      "Domain",
      add(
        "Domain",
        "AWS::ApiGateway::DomainName",
        { DomainName: "api.example.org" },
        { DeletionPolicy: "Retain" },
      ),
    ),
  ],
  "pool-domain": [
    mutant("a word of AWS's", "MembersDomain", put("MembersDomain", "Domain", "kith-cognito-members")),
    mutant("the old pages", "MembersDomain", put("MembersDomain", "ManagedLoginVersion", 1)),
  ],
  "pool-plan": [
    mutant(
      "threat protection on ESSENTIALS",
      "MembersPool",
      put("MembersPool", "UserPoolAddOns", { AdvancedSecurityMode: "ENFORCED" }),
    ),
    mutant("LITE", "MembersPool", put("MembersPool", "UserPoolTier", "LITE")),
  ],
  "pools-closed": [
    mutant("a pool that can be deleted", "MembersPool", put("MembersPool", "DeletionProtection", "INACTIVE")),
    mutant(
      "open registration",
      "MembersPool",
      put("MembersPool", "AdminCreateUserConfig.AllowAdminCreateUserOnly", false),
    ),
    mutant(
      "passwords by mail",
      "MembersPool",
      put("MembersPool", "AccountRecoverySetting.RecoveryMechanisms.0.Name", "verified_email"),
    ),
    mutant(
      "a trigger",
      "WorkforcePool",
      put("WorkforcePool", "LambdaConfig", { PreSignUp: arn("PeopleFunction") }),
    ),
    mutant("an attribute of its own", "MembersPool", put("MembersPool", "Schema", [{ Name: "diagnosis" }])),
    mutant("names with capitals", "MembersPool", drop("MembersPool", "UsernameConfiguration")),
  ],
  "route-authorizer": [
    mutant("a route without a token", "Api", drop("Api", `${route("/v1/me")}.get.security`)),
    mutant(
      "a route without a scope",
      "Api",
      put("Api", `${route("/v1/me")}.get.security`, [{ cognito: [] }]),
    ),
    mutant(
      "a scheme that nobody defined",
      "Api",
      put("Api", `${route("/v1/me")}.get.security`, [{ other: ["kith/community"] }]),
    ),
    mutant("either a token or nothing", "Api", append("Api", `${route("/v1/me")}.get.security`, {})),
    mutant(
      "tokens of another pool",
      "Api",
      append(
        "Api",
        "Body.components.securitySchemes.cognito.x-amazon-apigateway-authorizer.providerARNs",
        "arn:aws:cognito-idp:us-east-1:999999999999:userpool/other",
      ),
    ),
    mutant(
      "a method beside the definition",
      "Method",
      add("Method", "AWS::ApiGateway::Method", { HttpMethod: "GET" }),
    ),
  ],
  "seal-key": [
    mutant(
      "a service",
      "SealKey",
      grant("SealKey", {
        Action: "kms:Decrypt",
        Principal: { Service: "backup.amazonaws.com" },
        Resource: "*",
      }),
    ),
    mutant(
      "the account",
      "SealKey",
      grant("SealKey", { Action: "kms:Decrypt", Principal: account, Resource: "*" }),
    ),
    mutant(
      "another purpose",
      "SealKey",
      statement("SealKey", "OpenBranchKeys", {
        Condition: { ArnEquals: { "aws:PrincipalArn": [arn("RolesPeople")] } },
      }),
    ),
    mutant("no key", "SealKey", remove("SealKey")),
  ],
  "stack-size": [
    mutant("too many resources", "kith-example", (resources) => {
      for (let at = 0; at <= 350; at++) add(`Topic${at}`, "AWS::SNS::Topic")(resources);
    }),
    mutant("too long a template", "kith-example", put("Api", "Body.info.title", "x".repeat(1_000_000))),
  ],
  "stream-grants": [
    mutant(
      "one stream by its ARN",
      "FunctionsActivityPolicy",
      statement("FunctionsActivityPolicy", "CommunityStream", {
        Resource: { "Fn::GetAtt": ["CommunityTable", "StreamArn"] },
      }),
    ),
  ],
  "table-indexes": [
    mutant(
      "an index that repeats items",
      "CommunityTable",
      put("CommunityTable", "GlobalSecondaryIndexes.0.Projection.ProjectionType", "ALL"),
    ),
    mutant(
      "a local index",
      "CommunityTable",
      put("CommunityTable", "LocalSecondaryIndexes", [{ IndexName: "lsi1" }]),
    ),
    mutant(
      "an index of the audit",
      "AuditTable",
      put("AuditTable", "GlobalSecondaryIndexes", [
        { IndexName: "gsi1", Projection: { ProjectionType: "KEYS_ONLY" } },
      ]),
    ),
  ],
  "table-protection": [
    mutant("no protection", "CommunityTable", drop("CommunityTable", "Replicas.0.DeletionProtectionEnabled")),
    mutant(
      "no recovery",
      "KeyringTable",
      put("KeyringTable", "Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", false),
    ),
    mutant(
      "a week of recovery",
      "AuditTable",
      put("AuditTable", "Replicas.0.PointInTimeRecoverySpecification.RecoveryPeriodInDays", 7),
    ),
    mutant(
      "a second replica without",
      "CommunityTable",
      append("CommunityTable", "Replicas", { Region: "us-west-2" }),
    ),
    mutant("a table of the old kind", "Old", add("Old", "AWS::DynamoDB::Table")),
  ],
  "table-region": [
    mutant("another region alone", "CommunityTable", put("CommunityTable", "Replicas.0.Region", "eu-west-1")),
  ],
  "table-stream": [
    mutant(
      "a word that DynamoDB does not know",
      "AuditTable",
      put("AuditTable", "StreamSpecification.StreamViewType", "BAD"),
    ),
    mutant(
      "two replicas without a stream",
      "AuditIndexTable",
      append("AuditIndexTable", "Replicas", { Region: "us-west-2" }),
    ),
  ],
  tags: [
    mutant(
      "a name",
      "SealKey",
      append("SealKey", "Tags", { Key: "kith:tenant", Value: "St. Mary's Health & Care" }),
    ),
    mutant("a tag of somebody else", "SealKey", append("SealKey", "Tags", { Key: "Owner", Value: "grace" })),
  ],
  telemetry: [
    { ...mutant("versions are reported", "cdk.json"), told: { ...settings, versionReporting: true } },
    { ...mutant("the command line reports", "cdk.json"), told: { ...settings, "cli-telemetry": undefined } },
    { ...mutant("its context says otherwise", "cdk.json"), told: { ...settings, context: {} } },
  ],
  "tls-only": [
    mutant("a bucket without a policy", "AuditWormBucket", remove("AuditWormBucketPolicy")),
    mutant(
      "a bucket that refuses one action",
      "AuditWormBucket",
      statement("AuditWormBucketPolicy", "TlsOnly", { Action: "s3:GetObject" }),
    ),
    mutant("a queue", "Queue", add("Queue", "AWS::SQS::Queue")),
    mutant("a topic", "Topic", add("Topic", "AWS::SNS::Topic")),
  ],
  "vault-lock": [
    mutant("a vault without a lock", "BackupVault", drop("BackupVault", "LockConfiguration")),
    mutant(
      "a lock that holds nothing",
      "KeyringBackupVault",
      drop("KeyringBackupVault", "LockConfiguration.MinRetentionDays"),
    ),
    mutant("no vault", "BackupVault", remove("BackupVault"), remove("KeyringBackupVault")),
  ],
  "workforce-factors": [
    mutant("one factor", "WorkforcePool", put("WorkforcePool", "MfaConfiguration", "OPTIONAL")),
    mutant("text messages", "WorkforcePool", put("WorkforcePool", "EnabledMfas", ["SMS_MFA"])),
    mutant(
      "codes and a second factor",
      "WorkforcePool",
      put("WorkforcePool", "Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD", "EMAIL_OTP"]),
    ),
  ],
};
