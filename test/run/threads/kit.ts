import type { OwnMember, ownProgram } from "../idempotency/own-program.ts";
import { once, tenantControl } from "../tenant.ts";

export type Place = Awaited<ReturnType<typeof ownProgram>>["at"];

/** Posts a message. @returns its id. */
export async function post({ client }: OwnMember, path: Place, text = "A message."): Promise<string> {
  const posted = await client.POST("/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages", {
    params: { path, header: once() },
    body: { text },
  });
  if (!posted.data) throw new Error("The message was not posted.");
  return posted.data.messageId;
}

/** What is new to somebody in a program, once everything is counted. */
export async function unreadOf({ client }: OwnMember, { programId }: Place) {
  await tenantControl.counted();
  const read = await client.GET("/v1/programs/{programId}/unread", { params: { path: { programId } } });
  if (!read.data) throw new Error("What is new could not be read.");
  return read.data.spaces;
}

/** The threads of a space as somebody sees them, once everything is counted. */
export async function threadsOf({ client }: OwnMember, { programId, spaceId }: Place) {
  await tenantControl.counted();
  const read = await client.GET("/v1/programs/{programId}/spaces/{spaceId}/threads", {
    params: { path: { programId, spaceId }, query: {} },
  });
  if (!read.data) throw new Error("The threads could not be read.");
  return read.data.threads;
}

/** Says that somebody has read a thread up to a message. */
export const markRead = ({ client }: OwnMember, path: Place, upTo: string) =>
  client.POST("/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/read", {
    params: { path, header: once() },
    body: { upTo },
  });
