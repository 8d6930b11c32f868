import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { ulid } from "ulid";
import { inject } from "vitest";
import type { Table } from "../../../functions/kernel/ports.ts";
import type { Principal } from "../../../local/types.ts";
import { startEndpoint } from "../../../local/wire/endpoint.ts";
import { ACCOUNT, OPERATOR_ARN, REGION, resource, stackOf } from "../../local/wire/stack.ts";

const tables: readonly Table[] = ["community", "keyring", "audit", "audit-keys", "audit-index"];
const everything = { Effect: "Allow", Action: "*", Resource: "*" } as const;
const operator: Principal = { arn: OPERATOR_ARN, account: ACCOUNT, policies: [{ Statement: everything }] };

const keyArn = (name: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${name}`;
const keyPolicy = { Statement: { ...everything, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } } };
export const auditKey = keyArn("audit-key");
export const sealKey = keyArn("seal-key");
/** Another one than those, so that a test can switch one off and still read the tables. */
const tableKey = keyArn("table-key");

/** Names of this file's own, because all files have one database. */
const own = ulid();
const tableName = (table: Table): string => `${table}-${own}`;

function tableOf(table: Table) {
  const name = tableName(table);
  return resource("AWS::DynamoDB::GlobalTable", name, `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`, {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    Replicas: [{ Region: REGION, SSESpecification: { KMSMasterKeyId: tableKey } }],
  });
}
const stack = stackOf([
  resource("AWS::KMS::Key", "audit-key", auditKey, { KeyPolicy: keyPolicy }),
  resource("AWS::KMS::Key", "seal-key", sealKey, { KeyPolicy: keyPolicy }),
  resource("AWS::KMS::Key", "table-key", tableKey, { KeyPolicy: keyPolicy }),
  ...tables.map(tableOf),
]);

/** Kith's tables and both keys, on the local AWS, for a caller who may do everything. */
export const startLocalAws = async () => {
  const endpoint = await startEndpoint({
    stack,
    identities: new Map([["OPERATOR", operator]]),
    dataFolder: null,
    dynamodb: inject("dynamodbUrl"),
    invoke: () => Promise.reject(new Error("no functions in this stack")),
  });
  const credentials = { accessKeyId: "OPERATOR", secretAccessKey: "secret" };
  const config = { endpoint: endpoint.url, region: REGION, credentials, maxAttempts: 1 };
  return { endpoint, dynamodb: new DynamoDBClient(config), kms: new KMSClient(config), tableName };
};
