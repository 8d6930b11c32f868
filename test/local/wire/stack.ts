import { randomUUID } from "node:crypto";
import type { LoadedStack, Resource } from "../../../local/types.ts";

/** A small stack written by hand: one table with a customer key, two keys, two roles and one function. */
export const ACCOUNT = "111122223333";
export const REGION = "us-east-1";

export const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/data-key`;
export const SEAL_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/seal-key`;
export const SIGN_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/sign-key`;
/** Another one in each test file: they share a database. */
export const TABLE = `community-${randomUUID()}`;
export const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${TABLE}`;
export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:worker`;
export const WRITER_ARN = `arn:aws:iam::${ACCOUNT}:role/writer`;
export const READER_ARN = `arn:aws:iam::${ACCOUNT}:role/reader`;
export const OPERATOR_ARN = `arn:aws:iam::${ACCOUNT}:role/operator`;
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

const throughDynamodb = {
  StringEquals: { "kms:ViaService": `dynamodb.${REGION}.amazonaws.com`, "kms:CallerAccount": ACCOUNT },
};

const administration = {
  Sid: "Administration",
  Effect: "Allow",
  Principal: ROOT,
  Action: ["kms:Describe*", "kms:Enable*", "kms:Disable*", "kms:RotateKeyOnDemand", "kms:*KeyDeletion"],
  Resource: "*",
};

const crypto = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"];

const dataKey = {
  KeyPolicy: statements(administration, {
    Sid: "Tables",
    Effect: "Allow",
    Principal: ROOT,
    Action: [...crypto, "kms:DescribeKey", "kms:CreateGrant"],
    Resource: "*",
    Condition: throughDynamodb,
  }),
};

const bound = { StringEquals: { "kms:EncryptionContext:tenant": "lakeside" } };

const sealKey = {
  KeyPolicy: statements(administration, {
    Sid: "Branches",
    Effect: "Allow",
    Principal: ROOT,
    Action: crypto,
    Resource: "*",
    Condition: bound,
  }),
};

const signKey = {
  KeySpec: "ECC_NIST_EDWARDS25519",
  KeyUsage: "SIGN_VERIFY",
  KeyPolicy: statements(administration, {
    Sid: "Signer",
    Effect: "Allow",
    Principal: ROOT,
    Action: ["kms:Sign", "kms:GetPublicKey"],
    Resource: "*",
  }),
};

const table = {
  TableName: TABLE,
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  AttributeDefinitions: ["pk", "sk", "gk"].map((name) => ({ AttributeName: name, AttributeType: "S" })),
  GlobalSecondaryIndexes: [
    {
      IndexName: "byGroup",
      KeySchema: [{ AttributeName: "gk", KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    },
  ],
  StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
  Replicas: [
    {
      Region: REGION,
      SSESpecification: { KMSMasterKeyId: KEY_ARN },
      ResourcePolicy: {
        PolicyDocument: statements({
          Sid: "NobodyScans",
          Effect: "Deny",
          Principal: "*",
          Action: ["dynamodb:Scan", "dynamodb:DeleteTable"],
          Resource: "*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/verifier` } },
        }),
      },
    },
  ],
};

const onOwnKeys = {
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["m#*"] },
  Null: { "dynamodb:LeadingKeys": "false" },
};

const useTableKey = {
  Sid: "TableKey",
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource: KEY_ARN,
  Condition: { StringEquals: { "kms:EncryptionContext:aws:dynamodb:tableName": TABLE } },
};

const writes = ["Get", "Put", "Update", "Delete", "ConditionCheck", "BatchGet", "BatchWrite"].map(
  (verb) => `dynamodb:${verb}Item`,
);

const writerPolicy = {
  Roles: ["writer"],
  PolicyDocument: statements(
    {
      Sid: "Items",
      Effect: "Allow",
      Action: [...writes, "dynamodb:Query"],
      Resource: TABLE_ARN,
      Condition: onOwnKeys,
    },
    { Sid: "Groups", Effect: "Allow", Action: "dynamodb:Query", Resource: `${TABLE_ARN}/index/byGroup` },
    {
      Sid: "Look",
      Effect: "Allow",
      Action: ["dynamodb:DescribeTable", "dynamodb:Scan"],
      Resource: TABLE_ARN,
    },
    useTableKey,
    { Sid: "Branches", Effect: "Allow", Action: crypto, Resource: SEAL_ARN },
    {
      Sid: "Sign",
      Effect: "Allow",
      Action: ["kms:Sign", "kms:GetPublicKey"],
      Resource: SIGN_ARN,
      Condition: {
        StringEqualsIfExists: { "kms:MessageType": "RAW", "kms:SigningAlgorithm": "ED25519_SHA_512" },
      },
    },
    { Sid: "Work", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: FUNCTION_ARN },
  ),
};

/** May read the table and yet not use its key. */
const readerPolicy = {
  Roles: ["reader"],
  PolicyDocument: statements({
    Sid: "Read",
    Effect: "Allow",
    Action: "dynamodb:GetItem",
    Resource: TABLE_ARN,
  }),
};

function statements(...all: readonly Record<string, unknown>[]): Record<string, unknown> {
  return { Version: "2012-10-17", Statement: all };
}

/** Makes a stack of resources that are already resolved. */
export function stackOf(resources: readonly Resource[]): LoadedStack {
  return {
    name: "test",
    stackId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/test/1`,
    account: ACCOUNT,
    region: REGION,
    partition: "aws",
    resources: new Map(resources.map((one) => [one.logicalId, one])),
    byType: (type) => resources.filter((one) => one.type === type),
    assetFolder: () => {
      throw new Error("no code in this stack");
    },
  };
}

/** A resource of a hand-written stack. */
export function resource(
  type: string,
  physicalId: string,
  arn: string | undefined,
  properties: Readonly<Record<string, unknown>>,
): Resource {
  return { logicalId: physicalId.replaceAll(/\W/gu, ""), type, physicalId, arn, properties };
}

export const stack = stackOf([
  resource("AWS::KMS::Key", "data-key", KEY_ARN, dataKey),
  resource("AWS::KMS::Key", "seal-key", SEAL_ARN, sealKey),
  resource("AWS::KMS::Key", "sign-key", SIGN_ARN, signKey),
  resource("AWS::KMS::Alias", "alias/seal", undefined, { AliasName: "alias/seal", TargetKeyId: SEAL_ARN }),
  resource("AWS::DynamoDB::GlobalTable", TABLE, TABLE_ARN, table),
  resource("AWS::Lambda::Function", "worker", FUNCTION_ARN, {}),
  resource("AWS::IAM::Role", "writer", WRITER_ARN, {}),
  resource("AWS::IAM::Role", "reader", READER_ARN, {}),
  resource("AWS::IAM::ManagedPolicy", "arn:aws:iam::111122223333:policy/writer", undefined, writerPolicy),
  resource("AWS::IAM::ManagedPolicy", "arn:aws:iam::111122223333:policy/reader", undefined, readerPolicy),
]);
