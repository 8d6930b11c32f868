import { clientOf, messagesPath, once } from "../tenant.ts";
import type { newcomer } from "./people.ts";

type Member = Awaited<ReturnType<typeof newcomer>>;

const space = "/v1/programs/{programId}/spaces/{spaceId}";
const thread = `${space}/threads/{threadId}`;

/** What people leave in a space, one of each kind: a thread with a poll, a vote, support, an older text, a draft, what was read, a pin. */
export async function leaveTracesInSpace(
  { client, place }: Member,
  other: Member,
): Promise<readonly number[]> {
  const begun = await client.POST(`${space}/threads`, {
    params: { path: place, header: once() },
    body: { title: "Walks", text: "Who walks?", poll: { options: ["I do", "Not yet"] } },
  });
  const { threadId = "", messageId = "" } = begun.data ?? {};
  const path = { ...place, threadId };
  const answers = [
    begun,
    await client.PATCH(`${thread}/messages/{messageId}`, {
      params: { path: { ...path, messageId }, header: { "If-Match": '"1"' } },
      body: { text: "Who walks every day?" },
    }),
    await other.client.POST(`${thread}/vote`, { params: { path, header: once() }, body: { option: 0 } }),
    await other.client.POST(`${thread}/messages/{messageId}/reaction`, {
      params: { path: { ...path, messageId }, header: once() },
      body: { kind: "well-done" },
    }),
    await other.client.POST(`${thread}/read`, {
      params: { path, header: once() },
      body: { upTo: messageId },
    }),
    await other.client.PUT(`${space}/drafts/{draftFor}`, {
      params: { path: { ...place, draftFor: threadId }, header: { "If-None-Match": "*" } },
      body: { text: "I walk to the" },
    }),
    await client.POST(messagesPath, { params: { path, header: once() }, body: { text: "I do." } }),
    await clientOf("grace").POST(`${space}/pin`, {
      params: { path: place, header: once() },
      body: { threadId, messageId },
    }),
  ];
  return answers.map(({ response }) => response.status);
}
