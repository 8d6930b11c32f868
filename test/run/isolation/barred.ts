import { kithClient } from "../../../functions/client.ts";
import { invitation, joining, stranger } from "../kit/people.ts";
import { database, physicalName, type StoredValue } from "../kit/tables.ts";
import { facts, once } from "../tenant.ts";

/** A nurse who joined and is still signed in, for one test alone. */
async function nurse(): Promise<{ readonly token: string; readonly memberId: string }> {
  const { token } = await stranger("workforce");
  const client = kithClient(facts.apiUrl, () => token);
  await client.POST("/v1/invitations/accept", {
    params: { header: once() },
    body: joining(await invitation("nurse")),
  });
  const self = await client.GET("/v1/me");
  if (!self.data) throw new Error("The nurse could not join.");
  return { token, memberId: self.data.memberId };
}

/** Writes into a member's own item what an operation would. */
const setMember = (memberId: string, name: string, value: StoredValue): Promise<unknown> =>
  database("UpdateItem", {
    TableName: physicalName("community"),
    Key: { pk: { S: `MEMBER#${memberId}` }, sk: { S: "MEMBER" } },
    UpdateExpression: "SET #name = :value",
    ConditionExpression: "attribute_exists(#name)",
    ExpressionAttributeNames: { "#name": name },
    ExpressionAttributeValues: { ":value": value },
  });

/** A token that was good until its owner signed out everywhere. */
export async function revokedToken(): Promise<string> {
  const { token, memberId } = await nurse();
  await setMember(memberId, "tokensFrom", { N: String(Date.now() + 1_000) });
  return token;
}

/** A good token of a member who was suspended. */
export async function suspendedToken(): Promise<string> {
  const { token, memberId } = await nurse();
  await setMember(memberId, "state", { S: "suspended" });
  return token;
}
