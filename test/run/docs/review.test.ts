import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { audit } from "../../../functions/audit/routes.ts";
import { actions, systemActions } from "../../../functions/kernel/actions.ts";
import { clientOf, facts, messagesPath, once, place, tokenOf } from "../tenant.ts";

const page = readFileSync("docs/review.md", "utf8");
const path = place("heart-failure", "daily-life");
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** Also where the day ends meanwhile. */
const range = { FROM: dayIn(0), TO: dayIn(1) };

/** The searches of the page, by what they ask for. */
const searches = [...page.matchAll(/^curl -s "\$API\/v1\/audit\/events\?(\S+)"/gm)].map(
  ([, query]) => query ?? "",
);

/** What the page's request answers to the officer when its names stand for these values. */
async function search(query: string, values: Readonly<Record<string, string>>): Promise<Response> {
  const filled = query.replaceAll(/\$([A-Z]+)/g, (_, name: string) => values[name] ?? "");
  return fetch(`${facts.apiUrl}/v1/audit/events?${filled}`, {
    headers: { Authorization: `Bearer ${await tokenOf("olivia")}` },
  });
}

async function eventsOf(query: string | undefined, values: Readonly<Record<string, string>>) {
  const answer = await search(query ?? "", { ...range, ...values });
  return audit.readEvents.answers[200].parse(await answer.json());
}

const memberIdOf = async (username: string) => (await clientOf(username).GET("/v1/me")).data?.memberId;

/** The first column of the table below a heading. */
const tableOf = (heading: string): readonly string[] =>
  [...(page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "").matchAll(/^\| `(\w+)` \|/gm)].map(
    ([, field]) => field ?? "",
  );

describe("docs/review.md", () => {
  it("finds who saw a member's messages, what named her, and whose a message is", async () => {
    const posted = await clientOf("maria").POST(messagesPath, {
      params: { path, header: once() },
      body: { text: "For the review." },
    });
    await clientOf("ana").GET(messagesPath, { params: { path, query: {} } });
    const [maria = "", ana = ""] = [await memberIdOf("maria"), await memberIdOf("ana")];
    const [seen, named, done, denied, inProgram, both, ofRequest, author] = searches;
    const readers = await eventsOf(seen, { MARIA: maria });
    expect(readers.events.map(({ actor }) => actor)).toContain(ana);
    expect(readers.events.every(({ subjects }) => subjects.some((member) => member === maria))).toBe(true);
    const naming = await eventsOf(named, { MARIA: maria });
    expect(naming.events.map(({ action }) => action)).toContain("audit.read-events");
    const [newest] = (await eventsOf(done, { PERSON: ana })).events;
    expect(newest).toMatchObject({ actor: ana, action: "member.read-self" });
    expect((await eventsOf(denied, {})).events.every(({ outcome }) => outcome === "denied")).toBe(true);
    const { programId } = path;
    const there = await eventsOf(inProgram, { PROGRAM: programId });
    expect(there.events.every((event) => event.programId === programId)).toBe(true);
    const about = await eventsOf(both, { PERSON: ana, MARIA: maria });
    expect(about.events.map(({ actor }) => actor)).toContain(ana);
    const [one] = about.events;
    const request = await eventsOf(ofRequest, { REQUEST: one?.requestId ?? "" });
    expect(request.events).toEqual([one]);
    const authors = await eventsOf(author, { MESSAGE: posted.data?.messageId ?? "" });
    expect(authors.events.map(({ actor }) => actor)).toEqual([maria]);
  });

  it("counts days, gives FHIR, and says whether the log is intact", async () => {
    const others = [...page.matchAll(/^curl -s "\$API(\/v1\/audit\/(?!events\?)\S+)"/gm)].map(
      ([, path = ""]) => path,
    );
    expect(others.map((path) => path.split("?")[0])).toEqual([
      "/v1/audit/counts",
      "/v1/audit/fhir/AuditEvent",
      "/v1/audit/integrity",
    ]);
    const values: Readonly<Record<string, string>> = { ...range, MARIA: (await memberIdOf("maria")) ?? "" };
    for (const path of others) {
      const filled = path.replaceAll(/\$([A-Z]+)/g, (_, name: string) => values[name] ?? "");
      const headers = { Authorization: `Bearer ${await tokenOf("olivia")}` };
      expect((await fetch(facts.apiUrl + filled, { headers })).status).toBe(200);
    }
  });

  it("goes on with a cursor, or is refused", async () => {
    const paging = searches[8] ?? "";
    const first = await eventsOf(paging.replace("&cursor=$CURSOR", "").replace("100", "1"), {});
    const next = await eventsOf(paging.replace("100", "1"), { CURSOR: first.nextCursor ?? "" });
    expect(next.events[0]?.eventId).not.toBe(first.events[0]?.eventId);
    expect((await search(paging, { ...range, CURSOR: "none" })).status).toBe(400);
    expect(searches).toHaveLength(9);
  });

  it("says what every field of an answer and of an event means, and of no other", () => {
    const answer = audit.readEvents.answers[200].shape;
    expect(tableOf("What an answer says")).toEqual(Object.keys(answer));
    expect(tableOf("What an event says")).toEqual(Object.keys(answer.events._zod.def.element.shape));
  });

  it("names every action that leaves an event", () => {
    const said = [...actions, ...systemActions].filter((action) => page.includes(`\`${action}\``));
    expect(said).toEqual([...actions, ...systemActions].filter((action) => !action.startsWith("service.")));
  });
});
