import {
  at,
  type Found,
  listOf,
  ofTypes,
  property,
  type StackTemplate,
  targetOf,
  targetsIn,
  textOf,
} from "../template.ts";
import { fault, type Rule } from "./rule.ts";
import { compared, coversAny, keyStatements, type Statement, servicesOf } from "./statements.ts";

/** A use of keys by AWS that fails, often without a word, when the key's policy does not name it. */
interface Use {
  readonly what: string;
  /** The keys that are used so, by their logical ids. */
  readonly keys: (template: StackTemplate) => readonly (string | undefined)[];
  readonly actions: readonly string[];
  readonly by: (statement: Statement) => boolean;
}

const via = (service: string) => (statement: Statement) =>
  compared(statement, "StringEquals", "kms:ViaService").some((value) => textOf(value).startsWith(`${service}.`));
const as = (service: string) => (statement: Statement) =>
  servicesOf(statement).some((value) => textOf(value).startsWith(`${service}.`));

const keysNamedBy =
  (type: string, ...path: readonly string[]) =>
  (template: StackTemplate) =>
    ofTypes(template, type).map((resource) => targetOf(property(resource, ...path)));

const tableKeys = (template: StackTemplate) =>
  ofTypes(template, "AWS::DynamoDB::GlobalTable").flatMap((table) =>
    listOf(property(table, "Replicas")).map((replica) => targetOf(at(replica, "SSESpecification", "KMSMasterKeyId"))),
  );

const bucketKeys = (template: StackTemplate) =>
  ofTypes(template, "AWS::S3::Bucket").flatMap((bucket) =>
    listOf(property(bucket, "BucketEncryption", "ServerSideEncryptionConfiguration")).map((rule) =>
      targetOf(at(rule, "ServerSideEncryptionByDefault", "KMSMasterKeyID")),
    ),
  );

/** The keys of the topics or queues that some resources name in any of their properties. */
const keysReachedBy = (sources: readonly string[], target: string) => (template: StackTemplate) => {
  const named = new Set(ofTypes(template, ...sources).flatMap((source) => [...targetsIn(source.Properties)]));
  return ofTypes(template, target)
    .filter(({ id }: Found) => named.has(id))
    .map((found) => targetOf(property(found, "KmsMasterKeyId")));
};

const storing = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:GenerateDataKey", "kms:DescribeKey"];
const passing = ["kms:GenerateDataKey", "kms:Decrypt"];

const uses: readonly Use[] = [
  { what: "tables", keys: tableKeys, actions: [...storing, "kms:CreateGrant"], by: via("dynamodb") },
  { what: "buckets", keys: bucketKeys, actions: passing, by: via("s3") },
  { what: "log groups", keys: keysNamedBy("AWS::Logs::LogGroup", "KmsKeyId"), actions: storing, by: as("logs") },
  {
    what: "user pools",
    keys: keysNamedBy("AWS::Cognito::UserPool", "KeyConfiguration", "KmsKeyArn"),
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"],
    by: (statement) => as("cognito-idp")(statement) && as("identitystore")(statement),
  },
  {
    what: "the vault",
    keys: keysNamedBy("AWS::Backup::BackupVault", "EncryptionKeyArn"),
    actions: ["kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
    by: via("backup"),
  },
  {
    what: "functions that leave what failed in a queue",
    keys: keysReachedBy(["AWS::Lambda::Function", "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::EventSourceMapping"], "AWS::SQS::Queue"),
    actions: passing,
    by: via("sqs"),
  },
  {
    what: "rules that tell a topic",
    keys: keysReachedBy(["AWS::Events::Rule"], "AWS::SNS::Topic"),
    actions: passing,
    by: as("events"),
  },
  {
    what: "alarms that tell a topic",
    keys: keysReachedBy(["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"], "AWS::SNS::Topic"),
    actions: passing,
    by: as("cloudwatch"),
  },
];

export const keyServices: Rule = {
  id: "key-services",
  holds: "Every key trusts the services that store or pass something under it, and says so action by action.",
  source: "aws.md A5: without it tables and logs cannot be made, and alarms fire and nobody is told",
  faults: ({ template }) => uses.flatMap((use) => unserved(template, use)),
};

function unserved(template: StackTemplate, { what, keys, actions, by }: Use) {
  const used = new Set(keys(template));
  return ofTypes(template, "AWS::KMS::Key")
    .filter(({ id }) => used.has(id))
    .filter((key) => {
      const trusting = keyStatements(key).filter((one) => one.effect === "Allow" && by(one));
      return !actions.every((action) => trusting.some((one) => coversAny(one, [action])));
    })
    .map(({ id }) =>
      fault(id, `does not let ${what} use it`, `give its policy the statement that ${what} need, with ${actions.join(", ")}`),
    );
}
