import { describe, expect, it } from "vitest";
import { kithClient } from "../../functions/client.ts";
import { programId, spaceId, threadId } from "../../functions/kernel/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const path = { programId: newId(programId), spaceId: newId(spaceId), threadId: newId(threadId) };

/** A client whose requests are answered here. */
function answering(answer: Response) {
  const sent: Request[] = [];
  const client = kithClient("https://kith.example/live", async () => "token-1");
  client.use({
    onRequest: ({ request }) => {
      sent.push(request);
      return answer;
    },
  });
  return { client, sent };
}

describe("the typed client", () => {
  it("sends what the row says, with the token of the moment", async () => {
    const { client, sent } = answering(Response.json({}, { status: 201 }));
    await client.POST("/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages", {
      params: { path, header: { "Idempotency-Key": "key-00000001" } },
      body: { text: "hello" },
    });
    expect(sent[0]?.url).toBe(
      `https://kith.example/live/v1/programs/${path.programId}/spaces/${path.spaceId}/threads/${path.threadId}/messages`,
    );
    expect(sent[0]?.headers.get("Authorization")).toBe("Bearer token-1");
    expect(sent[0]?.headers.get("Idempotency-Key")).toBe("key-00000001");
    expect(await sent[0]?.json()).toEqual({ text: "hello" });
  });
  it("gives a problem document as the error", async () => {
    const problem = {
      type: "urn:kith:problem:not-found",
      title: "",
      status: 404,
      detail: "",
      requestId: "1",
    };
    const { client } = answering(Response.json(problem, { status: 404 }));
    const { data, error } = await client.GET("/v1/me");
    expect(data).toBeUndefined();
    expect(error?.type).toBe("urn:kith:problem:not-found");
  });
});
