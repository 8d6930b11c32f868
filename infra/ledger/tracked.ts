import { at, type Found, listOf, property, wordsOf } from "../template.ts";
import { type Fact, fixed, growing, guard, key, lasting, settled } from "./fact.ts";
import { tableFacts } from "./table-facts.ts";

/** A type of resource that holds something, or that somebody outside the stack has the address of. */
export interface Tracked {
  /** What people call it. */
  readonly noun: string;
  /** What is lost with it. */
  readonly holds: string;
  /** Facts beside what CloudFormation can only set on the first day, which is recorded of every type. */
  readonly facts: Readonly<Record<string, Fact>>;
}

const REJECTED =
  "asks for what Cognito can only set on a pool's first day: the deploy fails, or makes an empty pool";

const of =
  (...path: readonly (string | number)[]) =>
  (resource: Found): unknown =>
    property(resource, ...path);

const years = (bucket: Found): unknown =>
  property(bucket, "ObjectLockConfiguration", "Rule", "DefaultRetention", "Years");
const mode = (bucket: Found): unknown =>
  property(bucket, "ObjectLockConfiguration", "Rule", "DefaultRetention", "Mode");

/** All types that the ledger follows. What has none of these types may be made anew without loss. */
export const tracked: Readonly<Record<string, Tracked>> = {
  "AWS::ApiGateway::BasePathMapping": {
    noun: "path of the API's own name",
    holds: "the address that clients have",
    facts: {},
  },
  "AWS::ApiGateway::DomainName": {
    noun: "own name of the API",
    holds: "the address that clients have",
    facts: {},
  },
  "AWS::ApiGateway::RestApi": { noun: "API", holds: "the address that clients have", facts: {} },
  "AWS::ApiGateway::Stage": { noun: "stage of the API", holds: "the address that clients have", facts: {} },
  "AWS::Backup::BackupSelection": {
    noun: "selection of backups",
    holds: "the tables that are backed up",
    facts: {
      // A restored table takes the place of another: it is their number that counts.
      tables: growing(
        (selection) => listOf(property(selection, "BackupSelection", "Resources")).length,
        "no longer backs up all tables that it did",
      ),
    },
  },
  "AWS::Backup::BackupVault": {
    noun: "vault",
    holds: "all backups",
    facts: {
      lock: growing(
        of("LockConfiguration", "MinRetentionDays"),
        "lets go of backups earlier than it did",
        true,
      ),
    },
  },
  "AWS::Cognito::UserPool": {
    noun: "user pool",
    holds: "everybody's account and passkeys",
    facts: {
      AliasAttributes: settled(of("AliasAttributes"), REJECTED),
      Schema: settled(of("Schema"), REJECTED),
      UsernameAttributes: settled(of("UsernameAttributes"), REJECTED),
      UsernameConfiguration: settled(of("UsernameConfiguration"), REJECTED),
      key: key(of("KeyConfiguration", "KmsKeyArn")),
      passkeys: settled(
        of("WebAuthnRelyingPartyID"),
        "changes the name to which passkeys are bound: every passkey becomes useless",
      ),
      protection: guard(
        of("DeletionProtection"),
        (value) => value === "ACTIVE",
        "no longer refuses to be deleted, and with it {holds}",
      ),
    },
  },
  "AWS::Cognito::UserPoolClient": {
    noun: "app client",
    holds: "the client id that apps are built with",
    facts: {
      pages: lasting(
        (client) => wordsOf(property(client, "AllowedOAuthFlows")),
        "no longer signs in as apps are built to",
      ),
    },
  },
  "AWS::Cognito::UserPoolDomain": {
    noun: "sign-in name",
    holds: "the address of the sign-in and what passkeys are bound to",
    facts: {},
  },
  "AWS::Cognito::UserPoolIdentityProvider": {
    noun: "identity provider",
    holds: "who each staff member is: all of them would be new people",
    facts: {},
  },
  "AWS::Cognito::UserPoolResourceServer": {
    noun: "list of scopes",
    holds: "the scopes that apps ask for",
    facts: {
      scopes: lasting(
        (server) => listOf(property(server, "Scopes")).map((scope) => at(scope, "ScopeName")),
        "no longer has all scopes that apps ask for",
      ),
    },
  },
  "AWS::DynamoDB::GlobalTable": { noun: "table", holds: "all its items", facts: tableFacts },
  "AWS::DynamoDB::Table": { noun: "table", holds: "all its items", facts: {} },
  "AWS::KMS::Alias": {
    noun: "key alias",
    holds: "the name by which a key is found",
    facts: {
      target: settled(of("TargetKeyId"), "leads to another key, which opens nothing of what is there"),
    },
  },
  "AWS::KMS::Key": {
    noun: "key",
    holds: "whatever is stored under it",
    facts: Object.fromEntries(
      ["KeySpec", "KeyUsage", "MultiRegion", "Origin"].map((name) => [
        name,
        settled(
          of(name),
          `changes ${name}, which a key keeps for ever: the deploy fails, and a new key would open nothing`,
        ),
      ]),
    ),
  },
  "AWS::Logs::LogGroup": {
    noun: "log group",
    holds: "all its logs",
    facts: {
      key: key(of("KmsKeyId")),
      days: growing(
        of("RetentionInDays"),
        "keeps logs for fewer days: those that are older are deleted at once",
      ),
    },
  },
  "AWS::S3::Bucket": {
    noun: "bucket",
    holds: "all its objects",
    facts: {
      ObjectLockEnabled: fixed("ObjectLockEnabled"),
      key: key(
        of(
          "BucketEncryption",
          "ServerSideEncryptionConfiguration",
          0,
          "ServerSideEncryptionByDefault",
          "KMSMasterKeyID",
        ),
      ),
      lockMode: {
        ...guard(
          mode,
          (value) => value === "COMPLIANCE",
          "lets administrators delete what is written from then on",
        ),
        chosen: true,
      },
      lockYears: growing(years, "locks what is written from then on for fewer years", true),
      versions: guard(
        of("VersioningConfiguration", "Status"),
        (value) => value === "Enabled",
        "forgets what is overwritten",
      ),
    },
  },
  "AWS::WAFv2::WebACL": { noun: "firewall", holds: "the name that its log and its figures go by", facts: {} },
};
