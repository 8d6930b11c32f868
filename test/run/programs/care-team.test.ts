import { beforeAll, describe, expect, it } from "vitest";
import { type OwnMember, ownProgram } from "../idempotency/own-program.ts";
import { officer } from "../kit/persons.ts";
import { itemsUnder } from "../kit/stored.ts";
import { eventsOf } from "../kit/trail.ts";
import { once } from "../tenant.ts";

const team = "/v1/programs/{programId}/care-team";
const release = `${team}/{aliasId}/release` as const;
type Program = Awaited<ReturnType<typeof ownProgram>>;

describe("A care team", () => {
  let path: { programId: string };
  let [grace, maria] = [] as unknown as [OwnMember, OwnMember];
  beforeAll(async () => {
    const program: Program = await ownProgram(["manager", "patient"]);
    path = { programId: program.at.programId };
    [grace, maria] = program.people as [OwnMember, OwnMember];
  });
  const assign = (email: string) =>
    grace.client.POST(team, {
      params: { path, header: once() },
      body: { email, role: "nurse" as const, alias: "Nurse Kim" },
    });
  const names = async () =>
    (await maria.client.GET(team, { params: { path, query: {} } })).data?.careTeam.map(({ alias }) => alias);

  it("takes a colleague in by their address, and shows them to everybody in the program", async () => {
    const kim = await officer();
    const added = await assign(kim.email.toUpperCase());
    expect(added.data).toMatchObject({ alias: "Nurse Kim", role: "nurse" });
    expect(await names()).toEqual(["Nurse Kim", "Newcomer"]);
    const self = await kim.client.GET("/v1/me");
    expect(self.data?.programs).toMatchObject([{ programId: path.programId, role: "nurse" }]);
    const requestId = added.response.headers.get("x-amzn-requestid") ?? "";
    expect(await eventsOf(requestId, "care-team.assign")).toMatchObject([
      { outcome: "ok", subjects: [kim.memberId], resource: added.data?.aliasId },
    ]);

    const aliasId = added.data?.aliasId ?? "";
    const gone = await grace.client.POST(release, { params: { path: { ...path, aliasId }, header: once() } });
    expect(gone.data).toEqual({ aliasId, role: "nurse", state: "left" });
    expect(await names()).toEqual(["Newcomer"]);
    expect((await kim.client.GET(team, { params: { path, query: {} } })).response.status).toBe(404);
    expect(await itemsUnder("community", `ROSTER#${path.programId}`, `TEAM#${aliasId}`)).toEqual([]);

    const again = await assign(kim.email);
    expect(again.data?.aliasId).toBe(aliasId);
    expect(await names()).toEqual(["Nurse Kim", "Newcomer"]);
  });

  it("says to invite first who is not known, and keeps the one who asks", async () => {
    const unknown = await assign("nobody-yet@example.org");
    expect(unknown.error).toMatchObject({ status: 404, type: "urn:kith:problem:person-unknown" });
    const own = { ...path, aliasId: grace.aliasId };
    const refused = await grace.client.POST(release, { params: { path: own, header: once() } });
    expect(refused.error).toMatchObject({ status: 403, type: "urn:kith:problem:not-allowed" });
  });
});
