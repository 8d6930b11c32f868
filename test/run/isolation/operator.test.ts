import { DecryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { expect, it } from "vitest";
import { bytesIn, itemsOf, textOf } from "../kit/tables.ts";
import { facts } from "../tenant.ts";

/** Whom IAM allows everything. */
const operator = new KMSClient({
  endpoint: facts.endpointUrl,
  region: facts.region,
  credentials: facts.operator,
});

/** Every key of the tenant that lies wrapped in a table, with what KMS bound it to. */
async function wrappedKeys(table: "keyring" | "audit-keys", purpose: "branch" | "month") {
  const items = await itemsOf(table);
  return items.flatMap((item) => {
    const wrapped = bytesIn(item.wrapped);
    const version = textOf(item, "pk").replace(/^\w+#/, "");
    return wrapped ? [{ wrapped, context: { tenant: "example", purpose, version } }] : [];
  });
}

it.each([
  { what: "branch key", table: "keyring", purpose: "branch" },
  { what: "key of a month's events", table: "audit-keys", purpose: "month" },
] as const)("the operator, whom IAM allows everything, opens no $what", async ({ table, purpose }) => {
  const keys = await wrappedKeys(table, purpose);
  expect(keys.length).toBeGreaterThan(0);
  for (const { wrapped, context } of keys) {
    const command = new DecryptCommand({ CiphertextBlob: wrapped, EncryptionContext: context });
    await expect(operator.send(command)).rejects.toMatchObject({ name: "AccessDeniedException" });
  }
});
