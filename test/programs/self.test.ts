import { beforeEach, describe, expect, it } from "vitest";
import { memberKey, membershipKey, programKey } from "../../functions/kernel/keys.ts";
import { type Asked, askedBy, handlerOf } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const self = async (person: Person, headers: Asked["headers"] = {}) => {
  const event = await askedBy(person, { method: "GET", resource: "/v1/me", headers }, tenant);
  const response = await handlerOf(tenant)(event);
  return { ...response, body: response.body === "" ? undefined : JSON.parse(response.body) };
};

describe("who I am", () => {
  it("names me, my programs and the spaces I belong to", async () => {
    expect((await self(maria)).body).toEqual({
      memberId: maria.id,
      tenantRole: null,
      programs: [
        {
          programId: tenant.heart.programId,
          title: "words",
          role: "patient",
          aliasId: expect.any(String),
          alias: "maria-alias",
          spaces: [{ spaceId: tenant.heart.spaceId, title: "words", welcomeThreadId: tenant.heart.threadId }],
        },
      ],
    });
    expect(tenant.events).toEqual([expect.objectContaining({ actor: maria.id, subjects: [maria.id] })]);
  });
  it("leaves out spaces of the program that I do not belong to", async () => {
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { spaces: [] });
    expect((await self(maria)).body.programs[0].spaces).toEqual([]);
  });
  it("shows the care team every space of the program", async () => {
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    tenant.change(membershipKey(nurse.id, tenant.heart.programId), { spaces: [] });
    expect((await self(nurse)).body.programs[0].spaces).toHaveLength(1);
  });
  it.each(["left", "suspended"])("leaves out a membership that is %s", async (state) => {
    tenant.change(membershipKey(maria.id, tenant.heart.programId), { state });
    expect((await self(maria)).body.programs).toEqual([]);
  });
  it("leaves out a program that is closed", async () => {
    tenant.change(programKey(tenant.heart.programId), { state: "closed" });
    expect((await self(maria)).body.programs).toEqual([]);
  });
  it("names an officer's role in the tenant", async () => {
    const officer = await tenant.join("officer", "officer");
    expect((await self(officer)).body).toEqual({ memberId: officer.id, tenantRole: "officer", programs: [] });
  });
  it("is not sent again while nothing of it has changed", async () => {
    const tag = (await self(maria)).headers.ETag ?? "";
    expect(await self(maria, { "If-None-Match": [tag] })).toMatchObject({
      statusCode: 304,
      headers: { ETag: tag },
    });
    expect(tenant.events.at(-1)).toMatchObject({ outcome: "ok", subjects: [] });
  });
  it("is sent again when the member, the membership or the program has changed", async () => {
    for (const key of [
      memberKey(maria.id),
      membershipKey(maria.id, tenant.heart.programId),
      programKey(tenant.heart.programId),
    ]) {
      const tag = (await self(maria)).headers.ETag ?? "";
      tenant.change(key, { v: 2 });
      expect(await self(maria, { "If-None-Match": [tag] })).not.toMatchObject({ statusCode: 304 });
    }
  });
});
