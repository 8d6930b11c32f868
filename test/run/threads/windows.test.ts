import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { minute, second } from "../../../functions/kernel/clock.ts";
import { type OwnMember, ownProgram } from "../idempotency/own-program.ts";
import { once, tenantControl } from "../tenant.ts";
import { type Place, post, threadsOf } from "./kit.ts";

const path = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages/{messageId}";
let at: Place;
let writer: OwnMember;
beforeAll(async () => {
  const program = await ownProgram(["patient"]);
  at = program.at;
  [writer] = program.people as [OwnMember];
});
afterEach(() => tenantControl.setClock(0));

/** The clock of everything that runs, so much later; its owner signs in anew when the token has ended. */
async function later(milliseconds: number): Promise<OwnMember> {
  await tenantControl.setClock(milliseconds);
  return writer.signInAgain();
}
const undo = ({ client }: OwnMember, messageId: string, place = at) =>
  client.POST(`${path}/undo`, { params: { path: { ...place, messageId }, header: once() } });
const edit = ({ client }: OwnMember, messageId: string) =>
  client.PATCH(path, {
    params: { path: { ...at, messageId }, header: { "If-Match": '"1"' } },
    body: { text: "Changed." },
  });

/** Room for the requests themselves, which take real time. */
const room = 10 * second;

describe("A message on the running tenant", () => {
  it("can be taken back before 30 seconds have passed", async () => {
    const message = await post(writer, at);
    expect((await undo(await later(30 * second - room), message)).response.status).toBe(204);
  });
  it("takes the title of its thread along when it was the first, and the thread is no longer listed", async () => {
    const { data: begun } = await writer.client.POST("/v1/programs/{programId}/spaces/{spaceId}/threads", {
      params: { path: at, header: once() },
      body: { title: "Begun too soon", text: "Not yet." },
    });
    if (!begun) throw new Error("The thread was not begun.");
    const { threadId, messageId } = begun;
    expect((await threadsOf(writer, at)).map((thread) => thread.threadId)).toContain(threadId);
    expect((await undo(writer, messageId, { ...at, threadId })).response.status).toBe(204);
    expect((await threadsOf(writer, at)).map((thread) => thread.threadId)).not.toContain(threadId);
  });
  it("cannot be taken back after 30 seconds", async () => {
    const message = await post(writer, at);
    const { error } = await undo(await later(30 * second), message);
    expect(error?.type).toBe("urn:kith:problem:too-late");
  });
  it("can be edited before 15 minutes have passed", async () => {
    const message = await post(writer, at);
    expect((await edit(await later(15 * minute - room), message)).response.status).toBe(200);
  });
  it("cannot be edited after 15 minutes", async () => {
    const message = await post(writer, at);
    const { error } = await edit(await later(15 * minute), message);
    expect(error?.type).toBe("urn:kith:problem:too-late");
  });
});
