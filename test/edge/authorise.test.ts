import { beforeEach, describe, expect, it } from "vitest";
import { programId, spaceId } from "../../functions/kernel/ids.ts";
import { memberKey, membershipKey } from "../../functions/kernel/keys.ts";
import { newId } from "./kit/memory-platform.ts";
import { askedBy, handlerOf, posting, problemIn, reading } from "./kit/requests.ts";
import { type Person, type TestProgram, type TestTenant, testTenant } from "./kit/tenant.ts";

let tenant: TestTenant;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const answer = async (person: Person, place: TestProgram) =>
  handlerOf(tenant)(await askedBy(person, reading(place), tenant));
const refusal = async (person: Person, place: TestProgram) => problemIn(await answer(person, place));
const notFound = [404, "not-found"];

describe("a space", () => {
  it.each(["patient", "mentor", "physician", "nurse", "staff", "manager"] as const)(
    "opens to a %s who belongs to it",
    async (role) => {
      const person = await tenant.join("someone", role, tenant.heart);
      expect(await answer(person, tenant.heart)).toMatchObject({ statusCode: 200 });
    },
  );
  it.each(["physician", "nurse", "staff", "manager"] as const)(
    "opens to a %s of its program who is not listed in it",
    async (role) => {
      const person = await tenant.join("someone", role, tenant.heart);
      tenant.change(membershipKey(person.id, tenant.heart.programId), { spaces: [] });
      expect(await answer(person, tenant.heart)).toMatchObject({ statusCode: 200 });
    },
  );
  it("does not open to a patient of the program who is not in it", async () => {
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { spaces: [newId(spaceId)] });
    expect(await refusal(maria, tenant.heart)).toEqual(notFound);
  });
  it("opens to a helper only as far as the scope goes", async () => {
    const helper = await tenant.join("helper", "helper", tenant.heart);
    expect(await refusal(helper, tenant.heart)).toEqual(notFound);
    tenant.change(membershipKey(helper.id, tenant.heart.programId), { scope: ["message.read"] });
    expect(await answer(helper, tenant.heart)).toMatchObject({ statusCode: 200 });
    const post = await askedBy(helper, posting(tenant.heart, "May I?"), tenant);
    expect(problemIn(await handlerOf(tenant)(post))).toEqual(notFound);
  });
  it("does not open to a helper with a scope outside of the patient's spaces", async () => {
    const helper = await tenant.join("helper", "helper", tenant.heart);
    const key = membershipKey(helper.id, tenant.heart.programId);
    tenant.change(key, { scope: ["message.read"], spaces: [] });
    expect(await refusal(helper, tenant.heart)).toEqual(notFound);
  });
  it.each(["officer", "administrator"] as const)("does not open to an %s", async (role) => {
    expect(await refusal(await tenant.join("boss", role), tenant.heart)).toEqual(notFound);
  });
});

describe("a program to which one does not belong", () => {
  /** Everything of an answer that a guesser could compare. */
  const seen = async (place: TestProgram) => {
    const { statusCode, headers, body } = await answer(maria, place);
    return { statusCode, headers, body };
  };
  it("looks like one that does not exist and like an id that is none", async () => {
    const real = await seen(tenant.lung);
    expect(real.statusCode).toBe(404);
    expect(await seen({ ...tenant.lung, programId: newId(programId) })).toEqual(real);
    const malformed = reading(tenant.lung, { params: { ...tenant.lung, programId: "lung" } });
    const { statusCode, headers, body } = await handlerOf(tenant)(await askedBy(maria, malformed, tenant));
    expect({ statusCode, headers, body }).toEqual(real);
  });
  it("cannot be reached through its space under one's own program", async () => {
    expect(await refusal(maria, { ...tenant.lung, programId: tenant.heart.programId })).toEqual(notFound);
  });
  it("cannot be reached through its thread under one's own space", async () => {
    expect(await refusal(maria, { ...tenant.heart, threadId: tenant.lung.threadId })).toEqual(notFound);
  });
  it("cannot be reached by its care team's colleagues of another program", async () => {
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    expect(await refusal(nurse, tenant.lung)).toEqual(notFound);
    expect(await refusal(nurse, { ...tenant.lung, programId: tenant.heart.programId })).toEqual(notFound);
  });
  it("is one that was left", async () => {
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { state: "left" });
    expect(await refusal(maria, tenant.heart)).toEqual(notFound);
  });
  it("is known to whoever is suspended there, who is told that their access is paused", async () => {
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { state: "suspended" });
    expect(await refusal(maria, tenant.heart)).toEqual([403, "member-suspended"]);
  });
});

describe("a member", () => {
  it("is refused everything while suspended", async () => {
    tenant.change(memberKey(maria.id), { state: "suspended" });
    expect(await refusal(maria, tenant.heart)).toEqual([403, "member-suspended"]);
  });
  it("is nobody before joining", async () => {
    const stranger = { ...maria, subject: "stranger" };
    expect(await refusal(stranger, tenant.heart)).toEqual([403, "not-a-member"]);
  });
  it("is refused a role that belongs to the other pool", async () => {
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { role: "nurse" });
    expect(await refusal(maria, tenant.heart)).toEqual([403, "not-allowed"]);
  });
  it("is refused what the role may not do, without learning of the place", async () => {
    const body = JSON.stringify({ role: "patient", spaceIds: [tenant.heart.spaceId] });
    const invite = await askedBy(
      maria,
      {
        method: "POST",
        resource: "/v1/programs/{programId}/invitations",
        params: { programId: tenant.heart.programId },
        headers: { "Content-Type": ["application/json"], "Idempotency-Key": ["key-00000001"] },
        body,
      },
      tenant,
      { scope: "kith/community kith/team" },
    );
    expect(problemIn(await handlerOf(tenant)(invite))).toEqual([403, "not-allowed"]);
  });
});

describe("signing out", () => {
  const at = async (iat: number) =>
    handlerOf(tenant)(await askedBy(maria, reading(tenant.heart), tenant, { iat }));
  it("ends every token of the seconds before, and of the same second when it was later in it", async () => {
    const now = Math.floor(tenant.clock.now / 1_000) - 30;
    tenant.change(memberKey(maria.id), { tokensFrom: now * 1_000 + 1 });
    expect(problemIn(await at(now - 1))).toEqual([401, "session-ended"]);
    expect(problemIn(await at(now))).toEqual([401, "session-ended"]);
    expect(await at(now + 1)).toMatchObject({ statusCode: 200 });
  });
  it("leaves a token alone that was issued at the very second", async () => {
    const now = Math.floor(tenant.clock.now / 1_000) - 30;
    tenant.change(memberKey(maria.id), { tokensFrom: now * 1_000 });
    expect(await at(now)).toMatchObject({ statusCode: 200 });
  });
});

describe("a denial", () => {
  it("leaves one event with who, what and where, and discloses nobody", async () => {
    await answer(maria, tenant.lung);
    expect(tenant.events).toEqual([
      expect.objectContaining({
        action: "message.read",
        outcome: "denied",
        actor: maria.id,
        resource: tenant.lung.threadId,
        subjects: [],
        commitments: [],
        extra: { problem: "not-found" },
      }),
    ]);
  });
});

describe("knowing the caller", () => {
  it("takes two reads at first and one from then on, and one more for who is not there: a replica may lag", async () => {
    const handler = handlerOf(tenant);
    const event = await askedBy(maria, reading(tenant.lung), tenant);
    const before = tenant.table.calls();
    await handler(event);
    expect(tenant.table.calls() - before).toBe(2 + 1);
    await handler(event);
    expect(tenant.table.calls() - before).toBe(3 + 1 + 1);
  });
});
