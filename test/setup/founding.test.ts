import { beforeEach, describe, expect, it } from "vitest";
import { programId } from "../../functions/kernel/ids.ts";
import { normalCode } from "../../functions/members/invitation.ts";
import { invitationStore } from "../../functions/members/invitation-store.ts";
import { emergencyStore } from "../../functions/programs/emergency-store.ts";
import { programListStore } from "../../functions/programs/program-list-store.ts";
import { programStore } from "../../functions/programs/program-store.ts";
import { templates } from "../../functions/programs/template-store.ts";
import {
  alikeBefore,
  foundingRequest,
  foundProgram,
  invite,
  type MadeProgram,
} from "../../functions/setup/founding.ts";
import { type TestTenant, testTenant } from "../edge/kit/tenant.ts";

const words = { en: "Heart failure", es: "Insuficiencia cardíaca" };
const asked = {
  name: "heart",
  title: words,
  emergency: words,
  phone: "+1 555 0100",
  replyPromise: words,
  spaces: [{ name: "peers", title: words }],
};
let tenant: TestTenant;
let program: MadeProgram;
beforeEach(async () => {
  tenant = await testTenant();
  program = await foundProgram(asked, tenant.ports());
});
const inviting = (request: Parameters<typeof invite>[0], number = 0) =>
  invite(request, [program], { ports: tenant.ports(), now: tenant.clock.now, number });

describe("a founding request", () => {
  const request = { programs: [asked], invitations: [{ role: "officer" }] };
  it("is taken as the operator writes it", () => {
    expect(foundingRequest.safeParse(request).success).toBe(true);
  });
  it("may leave texts to the template that it names", () => {
    const { name, phone, spaces } = asked;
    const programs = [{ name, phone, spaces, template: "diabetes" }];
    expect(foundingRequest.safeParse({ ...request, programs }).success).toBe(true);
  });
  it.each([
    ["an unknown field", { ...request, tenant: "x" }],
    ["a program without spaces", { ...request, programs: [{ ...asked, spaces: [] }] }],
    ["a text in one language", { ...request, programs: [{ ...asked, title: { en: "x" } }] }],
    ["an empty text", { ...request, programs: [{ ...asked, title: { en: "", es: "x" } }] }],
    ["a phone that is none", { ...request, programs: [{ ...asked, phone: "call us" }] }],
    ["a patient without a program", { ...request, invitations: [{ role: "patient" }] }],
    ["a text missing and no template", { ...request, programs: [{ ...asked, emergency: undefined }] }],
    ["a template that is none", { ...request, programs: [{ ...asked, template: "gout" }] }],
    ["a control character", { ...request, programs: [{ ...asked, title: { en: "x\u0000", es: "x" } }] }],
    [
      "a way to join that is none",
      { ...request, programs: [{ ...asked, spaces: [{ ...asked.spaces[0], joining: "x" }] }] },
    ],
    ["a role that is none", { ...request, invitations: [{ role: "doctor" }] }],
  ])("is refused with %s", (_, wrong) => {
    expect(foundingRequest.safeParse(wrong).success).toBe(false);
  });
});

describe("a founded program", () => {
  it("can be read, with a thread to begin in for each space", async () => {
    tenant.write(program.writes);
    const found = await programStore(tenant.ports()).byId(programId.parse(program.resource));
    expect(found?.texts).toMatchObject({ title: words, phone: "+1 555 0100" });
    expect(found?.texts.spaces).toEqual([
      expect.objectContaining({ spaceId: program.spaces[0]?.spaceId, title: words }),
    ]);
  });
});

describe("a founded program of a template", () => {
  const { name, phone, replyPromise } = asked;
  const spaces = [{ name: "peers", title: words, joining: "open" as const }];
  it("has the template's texts, and its own where the file says so", async () => {
    const founding = { name, phone, replyPromise, spaces, template: "heart-failure" as const };
    const made = await foundProgram(founding, tenant.ports());
    tenant.write(made.writes);
    const { title, purpose, readings, emergency } = templates["heart-failure"];
    const found = await programStore(tenant.ports()).byId(made.programId);
    expect(found?.texts).toEqual({
      template: "heart-failure",
      title,
      purpose,
      readings,
      emergency,
      phone,
      replyPromise,
      spaces: [expect.objectContaining({ joining: "open" })],
    });
    const notice = await emergencyStore(tenant.table.reader).byId(made.programId);
    expect(notice).toEqual({ emergency, phone, replyPromise });
  });
  it("stands in the list of programs", async () => {
    tenant.write(program.writes);
    const list = await programListStore(tenant.ports()).newestFirst({ limit: 100, after: undefined });
    expect(list.items).toContainEqual({ programId: program.programId, title: words });
  });
  it("lets nobody join by themselves unless the file says so", () => {
    expect(program.spaces.map(({ joining }) => joining)).toEqual(["invited"]);
  });
  it("is refused while a text is missing, and nothing is made", async () => {
    const founding = { name, phone, replyPromise, spaces };
    await expect(foundProgram(founding, tenant.ports())).rejects.toThrow("invalid-request");
  });
});

describe("an invitation of the first people", () => {
  it("is found by its code and names program and spaces by id", async () => {
    const made = await inviting({ role: "manager", program: "heart", spaces: ["peers"] });
    tenant.write(made.writes);
    expect(await invitationStore(tenant.ports()).byCode(normalCode(made.code))).toMatchObject({
      state: "open",
      role: "manager",
      program: program.programId,
      spaces: [program.spaces[0]?.spaceId],
    });
  });
  it("into the tenant names neither", async () => {
    const made = await inviting({ role: "officer" });
    tenant.write(made.writes);
    const found = await invitationStore(tenant.ports()).byCode(made.code);
    expect(found).toMatchObject({ role: "officer", spaces: [] });
    expect(found?.program).toBeUndefined();
  });
  it("does not hold its code", async () => {
    const made = await inviting({ role: "officer" });
    expect(JSON.stringify(made.writes)).not.toContain(made.code);
  });
  it.each([
    ["a program", { role: "manager", program: "lung", spaces: ["peers"] } as const],
    ["a space", { role: "manager", program: "heart", spaces: ["peers", "other"] } as const],
  ])("is refused when it names %s that was not asked for", async (_, request) => {
    await expect(inviting({ ...request, spaces: [...request.spaces] })).rejects.toThrow("invalid-request");
  });
});

describe("the parts of a founding request", () => {
  const words = { en: "Words", es: "Palabras" };
  const space = { name: "peers", title: words };
  const heart = {
    name: "heart",
    title: words,
    emergency: words,
    phone: "555-0100",
    replyPromise: words,
    spaces: [space],
  };
  const accepted = (programs: readonly object[], invitations: readonly object[] = []) =>
    foundingRequest.safeParse({ programs, invitations }).success;

  it("is taken when every invitation has its place", () => {
    expect(
      accepted([heart], [{ role: "officer" }, { role: "nurse", program: "heart", spaces: ["peers"] }]),
    ).toBe(true);
  });
  it.each([
    ["two programs have one name", [heart, heart], []],
    ["two spaces of a program have one name", [{ ...heart, spaces: [space, space] }], []],
    ["an invitation names another program", [heart], [{ role: "nurse", program: "lung", spaces: ["peers"] }]],
    ["an invitation names another space", [heart], [{ role: "nurse", program: "heart", spaces: ["other"] }]],
  ])("is refused before anything is made when %s", (_, programs, invitations) => {
    expect(accepted(programs, invitations)).toBe(false);
  });
});

describe("the same request once more", () => {
  it("names the same program, spaces and threads", async () => {
    const again = await foundProgram(asked, tenant.ports());
    expect(again).toMatchObject({ programId: program.programId, spaces: program.spaces });
  });
  it("names another program when anything of it is different", async () => {
    const other = await foundProgram({ ...asked, phone: "+1 555 0101" }, tenant.ports());
    expect(other.programId).not.toBe(program.programId);
  });
  it("gives the same code, and another one to the next person who is invited alike", async () => {
    const nurse = { role: "nurse" as const, program: "heart", spaces: ["peers"] };
    const made = [await inviting(nurse), await inviting(nurse), await inviting(nurse, 1)];
    expect(made[1]?.code).toBe(made[0]?.code);
    expect(made[2]?.code).not.toBe(made[0]?.code);
  });
  it("counts who is invited alike, whoever stands between", () => {
    const roles = [{ role: "officer" }, { role: "administrator" }, { role: "officer" }];
    const request = foundingRequest.parse({ programs: [], invitations: roles });
    expect([0, 1, 2].map((at) => alikeBefore(request, at))).toEqual([0, 0, 1]);
  });
});
