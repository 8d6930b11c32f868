import { at, type Found, listOf, ofTypes, property, targetOf } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

/** Where a resource of each type names the keys under which AWS stores what it holds. */
const keysOf: Readonly<Record<string, (resource: Found) => readonly unknown[]>> = {
  "AWS::DynamoDB::GlobalTable": (table) =>
    listOf(property(table, "Replicas")).map((replica) => at(replica, "SSESpecification", "KMSMasterKeyId")),
  "AWS::SQS::Queue": (queue) => [property(queue, "KmsMasterKeyId")],
  "AWS::SNS::Topic": (topic) => [property(topic, "KmsMasterKeyId")],
  "AWS::Logs::LogGroup": (group) => [property(group, "KmsKeyId")],
  "AWS::S3::Bucket": (bucket) =>
    listOf(property(bucket, "BucketEncryption", "ServerSideEncryptionConfiguration")).map((rule) =>
      at(rule, "ServerSideEncryptionByDefault", "KMSMasterKeyID"),
    ),
  "AWS::Backup::BackupVault": (vault) => [property(vault, "EncryptionKeyArn")],
  "AWS::Cognito::UserPool": (pool) => [property(pool, "KeyConfiguration", "KmsKeyArn")],
};

/** S3 delivers access logs only to a bucket under its own keys; this one holds names of objects and no content. */
export const underAwsKey: readonly string[] = ["AuditAccessLogsBucket"];

export const customerKey: Rule = {
  id: "customer-key",
  holds:
    "Every table, queue, topic, log group, bucket, vault and user pool is stored under a key of the tenant's own.",
  source: "45 CFR 164.312(a)(2)(iv); data-at-rest keys of Cognito and AWS Backup are off unless named",
  faults: ({ template }) => {
    const own = new Set(ofTypes(template, "AWS::KMS::Key").map(({ id }) => id));
    const isOwn = (value: unknown): boolean => own.has(targetOf(value) ?? "");
    return Object.entries(keysOf)
      .flatMap(([type, keys]) =>
        ofTypes(template, type).map((resource) => ({ resource, keys: keys(resource) })),
      )
      .filter(
        ({ resource, keys }) => !underAwsKey.includes(resource.id) && !(keys.length > 0 && keys.every(isOwn)),
      )
      .map(({ resource }) =>
        fault(resource.id, "is not stored under a key of the tenant's own", "name one of the stack's keys"),
      );
  },
};
