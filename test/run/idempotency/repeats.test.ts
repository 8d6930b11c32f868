import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Asked, ask } from "../kit/ask.ts";
import { joining, stranger } from "../kit/people.ts";
import { itemsUnder } from "../kit/stored.ts";
import { database, physicalName } from "../kit/tables.ts";
import { eventsOf } from "../kit/trail.ts";
import { clientOf, messagesIn, once, place, tenantControl } from "../tenant.ts";
import { type OwnMember, ownProgram } from "./own-program.ts";

const dayMs = 24 * 60 * 60 * 1_000;
type Program = Awaited<ReturnType<typeof ownProgram>>;

/** A message as a request that can be sent again, byte for byte. */
const posting = ({ token }: OwnMember, at: Program["at"], text = `Once ${randomUUID()}`): Asked => ({
  method: "POST",
  path: messagesIn(at),
  token,
  headers: { "idempotency-key": randomUUID() },
  body: { text },
});

/** How many messages lie in a thread. */
const howManyIn = async ({ threadId }: Program["at"]): Promise<number> =>
  (await itemsUnder("community", `THREAD#${threadId}`, "MSG#")).length;

describe("A repeated POST", () => {
  let program: Program;
  let writer: OwnMember;
  beforeAll(async () => {
    program = await ownProgram(["patient", "patient", "nurse"]);
    [writer] = program.people as [OwnMember];
  });
  afterAll(() => tenantControl.setClock(0));

  it("is done once: five times the same answer, one message, one event of writing and four of repeats", async () => {
    const request = posting(writer, program.at);
    const before = await howManyIn(program.at);
    const answers = [];
    for (let time = 0; time < 5; time++) answers.push(await ask(request));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await howManyIn(program.at)).toBe(before + 1);
    const events = await Promise.all(answers.map(({ requestId }) => eventsOf(requestId, "message.post")));
    const [first, ...repeats] = events.flat();
    expect(first).toMatchObject({ action: "message.post", outcome: "ok", replayOf: null });
    expect(repeats).toHaveLength(4);
    for (const repeat of repeats)
      expect(repeat).toMatchObject({ action: "replay", outcome: "ok", replayOf: first?.eventId });
  });

  it("is refused when it comes with another body", async () => {
    const request = posting(writer, program.at);
    await ask(request);
    const other = await ask({ ...request, body: { text: "Something else" } });
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ type: "urn:kith:problem:idempotency-key-reused" });
  });

  it("is another request when another person sends the same key", async () => {
    const other = program.people[1] as OwnMember;
    const request = posting(writer, program.at);
    const [mine, theirs] = [await ask(request), await ask({ ...request, token: other.token })];
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body).not.toMatchObject({ messageId: (mine.body as { messageId: string }).messageId });
  });

  it.each([undefined, "short", "with blank in it", "x".repeat(129)])(
    "needs a key of its form: %s",
    async (key) => {
      const request = posting(writer, program.at);
      const before = await howManyIn(program.at);
      const refused = await ask({
        ...request,
        headers: key === undefined ? {} : { "idempotency-key": key },
      });
      expect(refused).toMatchObject({
        status: 400,
        body: { type: "urn:kith:problem:idempotency-key-required" },
      });
      expect(await howManyIn(program.at)).toBe(before);
    },
  );

  it("makes one message out of eight at the same time, and everybody gets that one", async () => {
    const request = posting(writer, program.at);
    const before = await howManyIn(program.at);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(request)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await howManyIn(program.at)).toBe(before + 1);
  });

  it("is recognised by another environment of the function", async () => {
    const request = posting(writer, program.at);
    const first = await ask(request);
    await tenantControl.restart("CommunityFunction");
    expect((await ask(request)).body).toEqual(first.body);
  });

  it("is decided anew: who has left meanwhile gets the answer of a stranger", async () => {
    const [leaver] = (await ownProgram(["patient"])).people as [OwnMember];
    const own = (await leaver.client.GET("/v1/me")).data;
    const at = own?.programs[0];
    const space = at?.spaces[0];
    if (!own || !at || !space) throw new Error("The member belongs nowhere.");
    const request = posting(leaver, {
      programId: at.programId,
      spaceId: space.spaceId,
      threadId: space.welcomeThreadId,
    });
    expect((await ask(request)).status).toBe(201);
    await database("UpdateItem", {
      TableName: physicalName("community"),
      Key: { pk: { S: `MEMBER#${own.memberId}` }, sk: { S: `PROGRAM#${at.programId}` } },
      UpdateExpression: "SET #s = :left",
      ExpressionAttributeNames: { "#s": "state" },
      ExpressionAttributeValues: { ":left": { S: "left" } },
    });
    const refused = await ask(request);
    expect(refused).toMatchObject({ status: 404, body: { type: "urn:kith:problem:not-found" } });
    expect(await eventsOf(refused.requestId, "message.post")).toMatchObject([
      { action: "message.post", outcome: "denied", subjects: [] },
    ]);
  });

  it("is a new request after a day", async () => {
    const request = posting(writer, program.at);
    const first = (await ask(request)).body as { messageId: string };
    await tenantControl.setClock(dayMs - 60_000);
    const almost = await ask({ ...request, token: (await writer.signInAgain()).token });
    expect(almost.body).toEqual(first);
    await tenantControl.setClock(dayMs + 60_000);
    const later = await ask({ ...request, token: (await writer.signInAgain()).token });
    expect(later.status).toBe(201);
    expect((later.body as { messageId: string }).messageId).not.toBe(first.messageId);
    await tenantControl.setClock(0);
  });

  it("gives a joined person their membership again, and an invitation its code", async () => {
    const at = place("heart-failure", "daily-life");
    const [key, joiner] = [once(), await stranger()];
    const invite = () =>
      clientOf("grace").POST("/v1/programs/{programId}/invitations", {
        params: { path: at, header: key },
        body: { role: "patient", spaceIds: [at.spaceId] },
      });
    const [invited, again] = [await invite(), await invite()];
    expect(again.data).toEqual(invited.data);
    const accept = {
      method: "POST",
      path: "/v1/invitations/accept",
      token: joiner.token,
      headers: { "idempotency-key": randomUUID() },
      body: joining(invited.data?.code ?? ""),
    };
    const [accepted, repeated] = [await ask(accept), await ask(accept)];
    expect(accepted.status).toBe(201);
    expect(repeated.body).toEqual(accepted.body);
  });
});
