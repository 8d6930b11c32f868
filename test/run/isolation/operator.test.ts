import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DecryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { describe, expect, it } from "vitest";
import { facts } from "../tenant.ts";
import { rawTables, tableNamed } from "./raw-tables.ts";

/** Whom IAM allows everything. */
const operator = new KMSClient({
  endpoint: facts.endpointUrl,
  region: facts.region,
  credentials: facts.operator,
});

async function attribute(table: string, pk: string, sk: string, name: string): Promise<Uint8Array> {
  const key = { pk: { S: pk }, sk: { S: sk } };
  const { Item } = await rawTables.send(new GetItemCommand({ TableName: tableNamed(table), Key: key }));
  const value = Item?.[name]?.B;
  if (!value) throw new Error("The key that the test needs is not there.");
  return value;
}

describe("the operator, whom IAM allows everything", () => {
  const month = new Date().toISOString().slice(0, 7);
  it.each([
    { what: "the branch key", at: ["Keyring", "BRANCH#1", "BRANCH"], purpose: "branch", version: "1" },
    {
      what: "the key of this month's events",
      at: ["AuditKeys", `MONTH#${month}`, "MONTH"],
      purpose: "month",
      version: month,
    },
  ] as const)("cannot open $what", async ({ at: [table, pk, sk], purpose, version }) => {
    const command = new DecryptCommand({
      CiphertextBlob: await attribute(table, pk, sk, "wrapped"),
      EncryptionContext: { tenant: "example", purpose, version },
    });
    await expect(operator.send(command)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});
