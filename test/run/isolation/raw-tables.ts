import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { facts } from "../tenant.ts";

/** The database beneath all permissions: what no request could read or write. */
export const rawTables = new DynamoDBClient({
  endpoint: facts.dynamodbUrl,
  region: facts.region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** The physical name of a table. @param name `Community`, as its place in the stack begins. */
export function tableNamed(name: string): string {
  const found = facts.tables.find(({ logicalId }) => logicalId === `${name}Table`);
  if (!found) throw new Error("The stack has no such table.");
  return found.physicalId;
}
