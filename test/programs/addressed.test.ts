import { beforeEach, describe, expect, it } from "vitest";
import { day } from "../../functions/kernel/clock.ts";
import { programId, spaceId } from "../../functions/kernel/ids.ts";
import { membershipKey, programKey } from "../../functions/kernel/keys.ts";
import { addressOf, itemsOf, toldTo, useUp } from "../edge/kit/addresses.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { askedBy, handlerOf, problemIn, sending } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

const email = "ana@example.org";
let tenant: TestTenant;
let nurse: Person;
let manager: Person;
beforeEach(async () => {
  tenant = await testTenant();
  nurse = await tenant.join("nurse", "nurse", tenant.heart);
  manager = await tenant.join("manager", "manager", tenant.heart);
});

let key = 0;
async function invite(more: object = {}, by = nurse, program = tenant.heart) {
  key += 1;
  const body = { role: "patient", spaceIds: [program.spaceId], email, ...more };
  const path = "/v1/programs/{programId}/invitations";
  const asked = sending(path, { programId: program.programId }, body, `key-${key}-0000`);
  return handlerOf(tenant)(await askedBy(by, asked, tenant));
}
const answer = async (...asked: Parameters<typeof invite>) => {
  const response = await invite(...asked);
  expect(response.statusCode).toBe(201);
  return JSON.parse(response.body);
};
const refusal = async (...asked: Parameters<typeof invite>) => problemIn(await invite(...asked));
/** Nobody commits before so many have decided. */
function allAtOnce(of: TestTenant, count: number): TestTenant {
  const decided = Promise.withResolvers<void>();
  let waiting = 0;
  const commit: typeof of.platform.commit = async (...all) => {
    waiting += 1;
    if (waiting === count) decided.resolve();
    await decided.promise;
    return of.platform.commit(...all);
  };
  return { ...of, platform: { ...of.platform, commit } };
}
const invitations = () => itemsOf(tenant, "INVITATION#", "INVITATION");

describe("inviting by an address", () => {
  it("has the account made in the pool of the role, in the person's language", async () => {
    await answer({ language: "es" });
    await answer({ role: "physician", email: "lee@example.org" }, manager);
    expect(toldTo(tenant)).toEqual([
      { do: "create", pool: "members", email, language: "es" },
      { do: "create", pool: "workforce", email: "lee@example.org", language: "en" },
    ]);
  });
  it("keeps of the address a keyed digest, and nothing of it in events and log lines", async () => {
    await answer({ email: `  Ana@Example.ORG ` });
    const digest = await tenant.ports().vault.blindIndex("email", email);
    expect(invitations()).toMatchObject([{ addressed: digest, state: "open" }]);
    const kept = itemsOf(tenant, "").filter(({ pk }) => !pk.startsWith("OUTBOX#"));
    for (const text of [kept, tenant.events, tenant.lines, [...tenant.records.values()]])
      expect(JSON.stringify(text).toLowerCase()).not.toContain("ana@");
  });
  it("gives the same invitation again however the address is written, and tells the sign-in once", async () => {
    const first = await answer();
    expect(await answer({ email: "ANA@example.org " }, manager)).toEqual(first);
    expect(invitations()).toHaveLength(1);
    expect(toldTo(tenant)).toHaveLength(1);
    expect(tenant.events.at(-1)).toMatchObject({
      resource: first.invitationId,
      extra: { again: "unchanged" },
    });
  });
  it("gives another invitation into another program", async () => {
    const other = await tenant.join("other", "nurse", tenant.lung);
    expect((await answer({}, other, tenant.lung)).code).not.toBe((await answer()).code);
  });
  it("gives a new invitation when the last one has ended, and then that one again", async () => {
    const first = await answer();
    tenant.clock.now += 30 * day;
    const second = await answer();
    expect(second.code).not.toBe(first.code);
    expect(await answer()).toEqual(second);
  });
  it("gives a new invitation when the last one was used by somebody who is not in the program", async () => {
    const first = await answer();
    await useUp(email, tenant.heart.programId, tenant);
    expect((await answer()).code).not.toBe(first.code);
  });
  it.each([
    ["has none", 0],
    ["had one that has ended", 1],
  ])(
    "makes one invitation and one account when 32 ask at the same time for an address that %s",
    async (_, had) => {
      if (had > 0) await answer();
      tenant.clock.now += 30 * day;
      const usual = tenant;
      tenant = allAtOnce(tenant, 32);
      const all = await Promise.all(Array.from({ length: 32 }, () => invite()));
      tenant = usual;
      const made = all.filter(({ statusCode }) => statusCode === 201);
      const others = all.filter(({ statusCode }) => statusCode !== 201).map(problemIn);
      expect(others).toEqual(Array(31).fill([409, "in-progress"]));
      const { code } = await answer();
      expect(new Set(made.map(({ body }) => JSON.parse(body).code))).toEqual(new Set([code]));
      expect(invitations()).toHaveLength(had + 1);
      expect(itemsOf(tenant, "INVITATION#", "ADDRESS")).toHaveLength(1);
      expect(toldTo(tenant)).toHaveLength(had + 1);
    },
  );
});

describe("inviting by an address is refused", () => {
  it.each(["active", "suspended", "left"])("to who has joined, also when they are %s now", async (state) => {
    const ana = await tenant.join("ana", "patient", tenant.heart);
    await addressOf(ana, email, tenant);
    tenant.change(membershipKey(ana.id, tenant.heart.programId), { state });
    expect(await refusal()).toEqual([409, "already-joined"]);
    expect(toldTo(tenant)).toEqual([]);
  });
  it("not to a member who belongs to another program alone", async () => {
    await addressOf(await tenant.join("ana", "patient", tenant.lung), email, tenant);
    expect((await invite()).statusCode).toBe(201);
  });
  it("with an open invitation for another role, whose code would be a way past the inviter's own right", async () => {
    await answer({ role: "mentor" }, manager);
    expect(await refusal()).toEqual([409, "already-invited"]);
  });
  it("with an open invitation into other spaces", async () => {
    const other = newId(spaceId);
    await answer();
    const [invitation] = invitations();
    tenant.change(invitation ?? programKey(newId(programId)), { spaces: [tenant.heart.spaceId, other] });
    expect(await refusal()).toEqual([409, "already-invited"]);
    tenant.change(invitation ?? programKey(newId(programId)), { spaces: [] });
    expect(await refusal()).toEqual([409, "already-invited"]);
  });
  it("by the transaction when the open invitation is used meanwhile", async () => {
    await answer();
    const { commit } = tenant.platform;
    const late: typeof commit = async (...all) => {
      tenant.change(invitations()[0] ?? programKey(newId(programId)), { state: "used" });
      return commit(...all);
    };
    tenant = { ...tenant, platform: { ...tenant.platform, commit: late } };
    expect(await refusal()).toEqual([409, "in-progress"]);
  });
  it.each([
    ["with a language and no address", { email: undefined, language: "es" }, "#/language", "only-with-email"],
    ["with what is no address", { email: "ana" }, "#/email", "wrong-form"],
    ["in a language that Kith does not speak", { language: "de" }, "#/language", "not-one-of"],
  ])("%s", async (_, more, pointer, code) => {
    const response = await invite(more);
    expect(JSON.parse(response.body)).toMatchObject({ status: 400, errors: [{ pointer, code }] });
    expect(invitations()).toEqual([]);
  });
});
