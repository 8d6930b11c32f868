import { randomUUID } from "node:crypto";
import { accessToken } from "../../../cli/token.ts";
import { kithClient } from "../../../functions/client.ts";
import { inForce } from "../../../functions/members/notices.ts";
import { clientOf, facts, once, place, tenantControl } from "../tenant.ts";

/**
 * Someone who can sign in and belongs nowhere yet. The first token is one that a sign-in would give, made without one: signing
 * in takes longer than most of what tests then do. `tokenNow` signs in.
 */
export async function stranger(pool: "members" | "workforce" = "members", username = `t-${randomUUID()}`) {
  const [sub, email] = [randomUUID(), `${username}@example.org`];
  await tenantControl.addPerson({ sub, username, email, name: username, pool });
  const token = await tenantControl.mint(pool, { sub, username, origin_jti: randomUUID() });
  return { username, token, tokenNow: () => accessToken(facts.pools[pool], username) };
}

/** A new invitation into a space of the sample tenant. @returns its code. */
export async function invitation(
  role: "patient" | "mentor" | "nurse" = "patient",
  program = "heart-failure",
  space = "daily-life",
): Promise<string> {
  const at = place(program, space);
  const made = await clientOf(program === "diabetes" ? "henry" : "grace").POST(
    "/v1/programs/{programId}/invitations",
    { params: { path: at, header: once() }, body: { role, spaceIds: [at.spaceId] } },
  );
  if (!made.data) throw new Error("The invitation could not be made.");
  return made.data.code;
}

/** What a newcomer sends to join. */
export const joining = (code: string, alias = "Newcomer") => ({ code, alias, ...inForce });

/** A member who exists for one test alone: invited by the program's manager, signed in, joined. */
export async function newcomer(role: "patient" | "mentor", program = "heart-failure", space = "daily-life") {
  const { username, token, tokenNow } = await stranger();
  const client = kithClient(facts.apiUrl, () => token);
  const joined = await client.POST("/v1/invitations/accept", {
    params: { header: once() },
    body: joining(await invitation(role, program, space)),
  });
  if (!joined.data) throw new Error("The newcomer could not join.");
  return { username, token, tokenNow, client, place: place(program, space), aliasId: joined.data.aliasId };
}
