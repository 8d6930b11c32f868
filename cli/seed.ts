import { randomUUID } from "node:crypto";
import type { KithClient } from "../functions/client.ts";
import { inForce } from "../functions/members/notices.ts";
import type { Founded } from "./founded-file.ts";
import type { LocalTenant } from "./local-tenant.ts";
import { sampleFounding } from "./sample/founding.ts";
import { samplePeople } from "./sample/people.ts";
import { found } from "./setup.ts";

/**
 * Begins the sample tenant through its setup function.
 * @throws Error when it has begun already: people would be members of programs that nobody knows any more.
 */
export async function foundSample({ lambda, setupFunction, clientOf }: LocalTenant): Promise<Founded> {
  const self = await (await clientOf("maria")).GET("/v1/me");
  if (self.response.status === 200)
    throw new Error(
      "The community has members, but what it was begun with is missing: restore founded.json, or begin anew with --fresh.",
    );
  return found(lambda, setupFunction, sampleFounding);
}

/** Lets every sample person in who is not in yet, through the public API. */
export async function joinSamplePeople(tenant: LocalTenant, founded: Founded): Promise<void> {
  for (const [index, person] of samplePeople.entries()) {
    const code = founded.invitations[index]?.code;
    if (code === undefined)
      throw new Error("The sample tenant was begun with other people. Start with --fresh.");
    await join(
      await tenant.clientOf(person.username),
      () => code,
      person.name.split(" ")[0] ?? person.username,
    );
  }
}

/** Accepts an invitation into the community. @returns false when the person is a member already. */
export async function join(
  client: KithClient,
  code: () => Promise<string> | string,
  alias: string,
): Promise<boolean> {
  const self = await client.GET("/v1/me");
  if (self.response.status === 200) return false;
  const accepted = await client.POST("/v1/invitations/accept", {
    params: { header: { "Idempotency-Key": randomUUID() } },
    body: { code: await code(), alias, ...inForce },
  });
  if (accepted.error) throw new Error(`An invitation could not be accepted: ${accepted.error.type}`);
  return true;
}

export interface Place {
  readonly programId: string;
  readonly spaceId: string;
  readonly threadId: string;
}

/** Where a space's first thread is. */
export function placeIn({ programs }: Founded, program: string, space: string): Place {
  const found = programs.find(({ name }) => name === program);
  const inside = found?.spaces.find(({ name }) => name === space);
  if (!found || !inside)
    throw new Error("The sample tenant was begun with other programs. Start with --fresh.");
  return { programId: found.programId, spaceId: inside.spaceId, threadId: inside.welcomeThreadId };
}
