import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kithClient } from "../../../functions/client.ts";
import { type OwnMember, ownProgram } from "../idempotency/own-program.ts";
import { itemsUnder } from "../kit/stored.ts";
import { eventsOf } from "../kit/trail.ts";
import { clientOf, facts, messagesPath, once, tenantControl } from "../tenant.ts";

const dayMs = 24 * 60 * 60 * 1_000;
const spacesPath = "/v1/programs/{programId}/spaces";
const join = `${spacesPath}/{spaceId}/join` as const;
const leave = `${spacesPath}/{spaceId}/leave` as const;
const giveBack = `${spacesPath}/{spaceId}/return` as const;
type Program = Awaited<ReturnType<typeof ownProgram>>;
type Place = { readonly programId: string; readonly spaceId: string };

const move = async ({ client }: OwnMember, how: typeof join | typeof leave | typeof giveBack, at: Place) =>
  (await client.POST(how, { params: { path: at, header: once() } })).response.status;
const shown = async ({ client }: OwnMember, { programId }: { programId: string }) =>
  (await client.GET(spacesPath, { params: { path: { programId } } })).data?.spaces ?? [];
const joined = async (member: OwnMember, program: { programId: string }) =>
  (await shown(member, program)).filter((space) => space.joined).map(({ spaceId }) => spaceId);

describe("A space that is left", () => {
  let program: Program;
  let maria: OwnMember;
  beforeAll(async () => {
    program = await ownProgram(["patient"]);
    [maria] = program.people as [OwnMember];
  });
  afterAll(() => tenantControl.setClock(0));

  it("closes at once, opens again to who returns within 30 days, and is gone afterwards", async () => {
    const { at, elsewhere } = program;
    const read = ({ client }: OwnMember, where: Program["at"]) =>
      client
        .GET(messagesPath, { params: { path: where, query: {} } })
        .then(({ response }) => response.status);
    expect(await move(maria, join, elsewhere)).toBe(200);
    for (const where of [at, elsewhere]) {
      expect(await read(maria, where)).toBe(200);
      expect(await move(maria, leave, where)).toBe(200);
      expect(await read(maria, where)).toBe(404);
    }
    const [left] = (await shown(maria, at)).filter(({ spaceId }) => spaceId === at.spaceId);
    expect(left).toMatchObject({ joined: false, joining: "invited" });

    await tenantControl.setClock(30 * dayMs - 60_000);
    const inTime = await maria.signInAgain();
    expect(await move(inTime, giveBack, elsewhere)).toBe(200);
    expect(await read(inTime, elsewhere)).toBe(200);

    await tenantControl.setClock(30 * dayMs + 60_000);
    const late = await maria.signInAgain();
    const refused = await late.client.POST(giveBack, { params: { path: at, header: once() } });
    expect(refused.error).toMatchObject({ status: 409, type: "urn:kith:problem:too-late" });
    expect((await shown(late, at)).map(({ spaceId }) => spaceId)).toEqual([elsewhere.spaceId]);
    await tenantControl.setClock(0);
  });

  it("is in the trail with who came and went, and nobody else", async () => {
    const answer = await maria.client.POST(leave, { params: { path: program.elsewhere, header: once() } });
    const self = await maria.client.GET("/v1/me");
    const requestId = answer.response.headers.get("x-amzn-requestid") ?? "";
    expect(await eventsOf(requestId, "space.leave")).toMatchObject([
      {
        outcome: "ok",
        actor: self.data?.memberId,
        subjects: [self.data?.memberId],
        resource: program.elsewhere.spaceId,
      },
    ]);
  });
});

describe("32 clients at the same time", () => {
  let program: Program;
  let [maria, grace] = [] as unknown as [OwnMember, OwnMember];
  const spaces: string[] = [];
  beforeAll(async () => {
    program = await ownProgram(["patient", "manager"]);
    [maria, grace] = program.people as [OwnMember, OwnMember];
  });
  const add = async () => {
    const body = { title: { en: "More", es: "Más" }, joining: "open" as const };
    const { programId } = program.at;
    return grace.client.POST(spacesPath, { params: { path: { programId }, header: once() }, body });
  };

  it("lose none of the spaces that they were told are added", async () => {
    const answers = await Promise.all(Array.from({ length: 32 }, add));
    // The 20th space is the last one: whoever comes later is told so.
    for (const { response } of answers) expect([201, 409, 412, 503]).toContain(response.status);
    spaces.push(...answers.flatMap(({ data }) => (data ? [data.spaceId] : [])));
    while (spaces.length < 8) {
      const { data } = await add();
      if (data) spaces.push(data.spaceId);
    }
    const there = (await shown(grace, program.at)).map(({ spaceId }) => spaceId);
    expect(there.toSorted()).toEqual([program.at.spaceId, program.elsewhere.spaceId, ...spaces].toSorted());
  });

  it.each([
    ["joined", join],
    ["left", leave],
  ] as const)("lose none of the spaces that one member has %s", async (_, how) => {
    const before = await joined(maria, program.at);
    const asked = Array.from({ length: 32 }, (__, index) => spaces[index % spaces.length] ?? "");
    const statuses = await Promise.all(
      asked.map((spaceId) => move(maria, how, { programId: program.at.programId, spaceId })),
    );
    for (const status of statuses) expect([200, 404, 409, 503]).toContain(status);
    const done = new Set(asked.filter((_space, index) => statuses[index] === 200));
    expect(done.size).toBeGreaterThan(0);
    const after = await joined(maria, program.at);
    const kept = how === join ? [...new Set([...before, ...done])] : before.filter((one) => !done.has(one));
    expect(after.toSorted()).toEqual(kept.toSorted());
    for (const spaceId of spaces) {
      const at = { programId: program.at.programId, spaceId };
      while (![200, 404].includes(await move(maria, how, at)));
    }
    expect((await joined(maria, program.at)).filter((one) => spaces.includes(one))).toHaveLength(
      how === join ? spaces.length : 0,
    );
  });
});

describe("A program that an administrator begins", () => {
  it("is in every list it should be in, can be read by its people, and has a thread in each space", async () => {
    const made = await clientOf("adam").POST("/v1/programs", {
      params: { header: once() },
      body: { template: "obesity", phone: "555-0103" },
    });
    const { programId = "", spaces = [] } = made.data ?? {};
    expect(made.response.status).toBe(201);
    expect(Object.keys(made.data ?? {})[0]).toBe("emergency");
    for (const username of ["adam", "olivia"]) {
      const { data } = await clientOf(username).GET("/v1/programs", { params: { query: { limit: "100" } } });
      expect(data?.programs).toContainEqual({ programId, title: "A healthy weight" });
    }
    const mine = await clientOf("maria").GET("/v1/programs", { params: { query: {} } });
    expect(mine.data?.programs.map(({ title }) => title)).toEqual(["Living with heart failure"]);
    for (const { spaceId, welcomeThreadId } of spaces) {
      expect(await itemsUnder("community", `SPACE#${spaceId}`, `THREAD#${welcomeThreadId}`)).toHaveLength(1);
      expect(await itemsUnder("community", `THREAD#${welcomeThreadId}`, "THREAD")).toHaveLength(1);
    }
    const anyone = await kithClient(facts.apiUrl, () => "none").GET("/v1/programs/{programId}/emergency", {
      params: { path: { programId } },
    });
    expect(anyone.data?.emergency.phone).toBe("555-0103");
  });
});
