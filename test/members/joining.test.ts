import { beforeEach, describe, expect, it } from "vitest";
import { day } from "../../functions/kernel/clock.ts";
import { invitationId, programId } from "../../functions/kernel/ids.ts";
import { memberKey, membershipKey } from "../../functions/kernel/keys.ts";
import { poolOf, type Role } from "../../functions/kernel/roles.ts";
import { invitationStore } from "../../functions/members/invitation-store.ts";
import { inForce } from "../../functions/members/notices.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { type Asked, askedBy, handlerOf, problemIn } from "../edge/kit/requests.ts";
import { type TestProgram, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await testTenant();
});

/** The code of a new invitation. */
async function invited(role: Role, program?: TestProgram): Promise<string> {
  const place = program
    ? { program: program.programId, spaces: [program.spaceId] }
    : { program: undefined, spaces: [] };
  const asked = { id: newId(invitationId), role, now: tenant.clock.now, ...place };
  const { code, write } = await invitationStore(tenant.ports()).create(asked);
  tenant.write([write]);
  return code;
}
const accepting = (code: string, key = "key-00000001", instead: Partial<typeof inForce> = {}): Asked => ({
  method: "POST",
  resource: "/v1/invitations/accept",
  headers: { "Content-Type": ["application/json"], "Idempotency-Key": [key] },
  body: JSON.stringify({ code, alias: "Rosa", ...inForce, ...instead }),
});
const newcomer = (role: Role) => ({ subject: "rosa", pool: poolOf(role) });
const accept = async (person: Parameters<typeof askedBy>[0], code: string, key?: string) =>
  handlerOf(tenant)(await askedBy(person, accepting(code, key), tenant));
const refusal = async (...asked: Parameters<typeof accept>) => problemIn(await accept(...asked));
const refused = [404, "invitation-refused"];

describe("accepting an invitation", () => {
  it("makes a member with a membership, and an event that names them and what they agreed to", async () => {
    const response = await accept(newcomer("patient"), await invited("patient", tenant.heart));
    expect(response.statusCode).toBe(201);
    const { programId: program, role } = JSON.parse(response.body);
    expect([program, role]).toEqual([tenant.heart.programId, "patient"]);
    const [member] = tenant.events[0]?.subjects ?? [];
    expect(member && tenant.table.items.has(`${memberKey(member).pk} MEMBER`)).toBe(true);
    expect(tenant.events).toEqual([
      expect.objectContaining({
        action: "invitation.accept",
        outcome: "ok",
        extra: { rules: inForce.rulesVersion, privacyNotice: inForce.privacyNoticeVersion },
      }),
    ]);
  });
  it("lets the newcomer go on with the token they joined with", async () => {
    const person = newcomer("patient");
    const issued = { iat: Math.floor(tenant.clock.now / 1_000) - 300 };
    const joining = accepting(await invited("patient", tenant.heart));
    const me: Asked = { method: "GET", resource: "/v1/me" };
    const [first, second] = [
      await askedBy(person, joining, tenant, issued),
      await askedBy(person, me, tenant, issued),
    ];
    expect(await handlerOf(tenant)(first)).toMatchObject({ statusCode: 201 });
    expect(await handlerOf(tenant)(second)).toMatchObject({ statusCode: 200 });
  });
  it("makes an officer of the tenant, without a program", async () => {
    const response = await accept(newcomer("officer"), await invited("officer"));
    expect(JSON.parse(response.body)).toEqual({ role: "officer", programId: null, aliasId: null });
  });
  it("adds a second program to a member", async () => {
    const maria = await tenant.join("maria", "patient", tenant.heart);
    const response = await accept(maria, await invited("patient", tenant.lung));
    expect(JSON.parse(response.body).programId).toBe(tenant.lung.programId);
    expect(tenant.events.at(-1)).toMatchObject({ actor: maria.id, subjects: [maria.id] });
  });
  it("five times with one key makes one member and gives one answer", async () => {
    const code = await invited("patient", tenant.heart);
    const answers = [];
    for (let time = 0; time < 5; time += 1) answers.push(await accept(newcomer("patient"), code));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect([...tenant.table.items.values()].filter(({ sk }) => sk === "MEMBER")).toHaveLength(1);
    expect(tenant.events.map(({ action }) => action)).toEqual([
      "invitation.accept",
      ...Array(4).fill("replay"),
    ]);
  });
  it("into the tenant can be repeated", async () => {
    const code = await invited("officer");
    const [first, second] = [
      await accept(newcomer("officer"), code),
      await accept(newcomer("officer"), code),
    ];
    expect(second).toEqual(first);
  });
});

describe("an invitation is refused", () => {
  it("when its code is none", async () => {
    expect(await refusal(newcomer("patient"), "0123456789")).toEqual(refused);
  });
  it("when it was used", async () => {
    const code = await invited("patient", tenant.heart);
    await accept(newcomer("patient"), code);
    const other = { subject: "other", pool: "members" } as const;
    expect(await refusal(other, code)).toEqual(refused);
  });
  it("to the second of two who use it at the same time, who stays nobody", async () => {
    const code = await invited("patient", tenant.heart);
    const handler = handlerOf(tenant);
    const events = await Promise.all(
      ["rosa", "other"].map((subject) => askedBy({ subject, pool: "members" }, accepting(code), tenant)),
    );
    const answers = await Promise.all(events.map(handler));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 404]);
    expect([...tenant.table.items.values()].filter(({ sk }) => sk === "MEMBER")).toHaveLength(1);
  });
  it("when it has ended", async () => {
    const code = await invited("patient", tenant.heart);
    tenant.clock.now += 30 * day;
    const event = await askedBy(newcomer("patient"), accepting(code), tenant);
    expect(problemIn(await handlerOf(tenant)(event))).toEqual(refused);
  });
  it("from the other pool", async () => {
    const code = await invited("nurse", tenant.heart);
    expect(await refusal(newcomer("patient"), code)).toEqual(refused);
  });
  it("to who is in the program already", async () => {
    const maria = await tenant.join("maria", "patient", tenant.heart);
    expect(await refusal(maria, await invited("patient", tenant.heart))).toEqual([409, "already-a-member"]);
  });
  it("into the tenant to who is a member already", async () => {
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    expect(await refusal(nurse, await invited("officer"))).toEqual([409, "already-a-member"]);
  });
  it("to who is suspended", async () => {
    const maria = await tenant.join("maria", "patient", tenant.heart);
    tenant.change(memberKey(maria.id), { state: "suspended" });
    expect(await refusal(maria, await invited("patient", tenant.lung))).toEqual([403, "member-suspended"]);
  });
});

describe("inviting into a program", () => {
  const inviting = (body: object, program = tenant.heart.programId): Asked => ({
    method: "POST",
    resource: "/v1/programs/{programId}/invitations",
    params: { programId: program },
    headers: { "Content-Type": ["application/json"], "Idempotency-Key": ["key-00000001"] },
    body: JSON.stringify(body),
  });
  const invite = async (role: Role, asked: Asked) =>
    handlerOf(tenant)(await askedBy(await tenant.join("someone", role, tenant.heart), asked, tenant));

  it("gives a code that works, the same one for a repeat, and stores it nowhere", async () => {
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    const asked = inviting({ role: "patient", spaceIds: [tenant.heart.spaceId] });
    const event = await askedBy(nurse, asked, tenant);
    const [first, second] = [await handlerOf(tenant)(event), await handlerOf(tenant)(event)];
    expect(second).toEqual(first);
    const { code, expiresAt } = JSON.parse(first.body);
    expect(expiresAt).toBe(new Date(tenant.clock.now + 30 * day).toISOString());
    const stored = [...tenant.table.items.values(), ...tenant.records.values(), ...tenant.events];
    expect(JSON.stringify(stored)).not.toContain(code);
    expect(await accept(newcomer("patient"), code)).toMatchObject({ statusCode: 201 });
  });
  it("is refused by the transaction to a manager who is taken out of the program meanwhile", async () => {
    const manager = await tenant.join("manager", "manager", tenant.heart);
    const event = await askedBy(
      manager,
      inviting({ role: "nurse", spaceIds: [tenant.heart.spaceId] }),
      tenant,
    );
    const { commit } = tenant.platform;
    const late: typeof commit = (...all) => {
      tenant.change(membershipKey(manager.id, tenant.heart.programId), { state: "left" });
      return commit(...all);
    };
    const handler = handlerOf({ ...tenant, platform: { ...tenant.platform, commit: late } });
    expect(problemIn(await handler(event))).toEqual([404, "not-found"]);
  });
  it("is refused for a space of another program", async () => {
    const asked = inviting({ role: "patient", spaceIds: [tenant.heart.spaceId, tenant.lung.spaceId] });
    expect(problemIn(await invite("nurse", asked))).toEqual([404, "not-found"]);
  });
  it("is refused into another program, and into one that is not there", async () => {
    const body = { role: "patient", spaceIds: [tenant.lung.spaceId] };
    expect(problemIn(await invite("manager", inviting(body, tenant.lung.programId)))).toEqual([
      404,
      "not-found",
    ]);
    expect(problemIn(await invite("manager", inviting(body, newId(programId))))).toEqual([404, "not-found"]);
  });
  it("is refused to a nurse for a colleague", async () => {
    const asked = inviting({ role: "nurse", spaceIds: [tenant.heart.spaceId] });
    expect(problemIn(await invite("nurse", asked))).toEqual([403, "not-allowed"]);
  });
});
