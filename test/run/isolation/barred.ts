import { randomUUID } from "node:crypto";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { accessToken } from "../../../cli/token.ts";
import { kithClient } from "../../../functions/client.ts";
import { clientOf, facts, once, place, tenantControl } from "../tenant.ts";
import { rawTables, tableNamed } from "./raw-tables.ts";

const at = place("heart-failure", "daily-life");

/** A nurse who joined and is still signed in, for one test alone. */
async function nurse(): Promise<{ readonly token: string; readonly memberId: string }> {
  const username = `t-${randomUUID()}`;
  const person = { sub: randomUUID(), username, email: `${username}@example.org`, name: username };
  await tenantControl.addPerson({ ...person, pool: "workforce" });
  const token = await accessToken(facts.pools.workforce, username);
  const client = kithClient(facts.apiUrl, () => token);
  const invited = await clientOf("grace").POST("/v1/programs/{programId}/invitations", {
    params: { path: at, header: once() },
    body: { role: "nurse", spaceIds: [at.spaceId] },
  });
  await client.POST("/v1/invitations/accept", {
    params: { header: once() },
    body: { code: invited.data?.code ?? "", alias: "Nurse", rulesVersion: 1, privacyNoticeVersion: 1 },
  });
  const self = await client.GET("/v1/me");
  if (!self.data) throw new Error("The nurse could not join.");
  return { token, memberId: self.data.memberId };
}

/** Writes into a member's own item what a later operation will. */
async function setMember(
  memberId: string,
  name: string,
  value: { S: string } | { N: string },
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: tableNamed("Community"),
    Key: { pk: { S: `MEMBER#${memberId}` }, sk: { S: "MEMBER" } },
    UpdateExpression: "SET #name = :value",
    ConditionExpression: "attribute_exists(#name)",
    ExpressionAttributeNames: { "#name": name },
    ExpressionAttributeValues: { ":value": value },
  });
  await rawTables.send(command);
}

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
