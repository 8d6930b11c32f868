import { randomUUID } from "node:crypto";
import type { TemplateJson } from "../cloudformation/assembly.ts";
import { functionTemplate } from "../lambda/functions.ts";

const att = (id: string, attribute: string) => ({ "Fn::GetAtt": [id, attribute] });
const ROOT = { AWS: "arn:aws:iam::111122223333:root" };
const root = (Action: string | readonly string[]) => ({
  Effect: "Allow",
  Principal: ROOT,
  Action,
  Resource: "*",
});

/** A table with a stream; another name for each, because test files share a database. */
export function tableOf(StreamViewType: string | undefined, replica: object = {}, more: object = {}): object {
  return {
    Type: "AWS::DynamoDB::GlobalTable",
    Properties: {
      TableName: `streamed-${randomUUID()}`,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      ...(StreamViewType === undefined ? {} : { StreamSpecification: { StreamViewType } }),
      Replicas: [{ Region: "us-east-1", ...replica }],
      ...more,
    },
  };
}

export const underKey = { SSESpecification: { KMSMasterKeyId: att("Key", "Arn") } };

export const streamActions = ["ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"].map(
  (name) => `dynamodb:${name}`,
);

/** May read every stream of the stack's tables. */
export const readStreams = {
  Effect: "Allow",
  Action: streamActions,
  Resource: "arn:aws:dynamodb:*:*:table/*/stream/*",
};

/** What AWS documents of DynamoDB's use of a key, and nothing of the service on the way. */
export const useKey = {
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource: att("Key", "Arn"),
  Condition: {
    StringEquals: {
      "kms:CallerAccount": "111122223333",
      "kms:EncryptionContext:aws:dynamodb:tableName": { Ref: "Table" },
      "kms:EncryptionContext:aws:dynamodb:subscriberId": "111122223333",
    },
  },
};

/** A function and its role with these statements, a key, and a table `Table` with a stream under that key. */
export function streamTemplate(
  statements: readonly object[] = [readStreams, useKey],
  more: TemplateJson = {},
): TemplateJson {
  const policy = (Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
  const KeyPolicy = policy([root("kms:*")]);
  return {
    Resources: {
      ...functionTemplate().Resources,
      Key: { Type: "AWS::KMS::Key", Properties: { KeyPolicy } },
      Policy: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { Roles: [{ Ref: "Role" }], PolicyDocument: policy(statements) },
      },
      Table: tableOf("NEW_AND_OLD_IMAGES", underKey),
      ...more,
    },
  };
}
