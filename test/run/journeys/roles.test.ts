import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inForce } from "../../../functions/members/notices.ts";
import { type OwnMember, ownProgram } from "../idempotency/own-program.ts";
import { invitation, stranger } from "../kit/people.ts";
import { officer } from "../kit/persons.ts";
import { dayFromToday } from "../kit/trail.ts";
import { runWorker } from "../kit/workers.ts";
import { clientOf, place, tenantControl, tokenOf } from "../tenant.ts";
import { type AtScreen, atScreen } from "./kit/steps.ts";

type Place = Awaited<ReturnType<typeof ownProgram>>["at"];
const text = (body: Readonly<Record<string, unknown>>, name: string): string => String(body[name]);
const list = (body: Readonly<Record<string, unknown>>, name: string) =>
  body[name] as readonly Readonly<Record<string, unknown>>[];

/** How many steps somebody needs for a thing. */
async function steps(person: AtScreen, doing: () => Promise<unknown>): Promise<number> {
  const before = person.steps();
  await doing();
  return person.steps() - before;
}

/** A program of a journey's own, with a person of each kind in it. */
let at: Place;
let elsewhere: Place;
let people: Readonly<Record<"maria" | "ana" | "mentor" | "nurse" | "physician" | "manager", OwnMember>>;
const screenOf = (person: OwnMember) => atScreen(() => person.token);

beforeAll(async () => {
  const made = await ownProgram(["patient", "patient", "mentor", "nurse", "physician", "manager"]);
  at = made.at;
  elsewhere = made.elsewhere;
  const [maria, ana, mentor, nurse, physician, manager] = made.people as [
    OwnMember,
    OwnMember,
    OwnMember,
    OwnMember,
    OwnMember,
    OwnMember,
  ];
  people = { maria, ana, mentor, nurse, physician, manager };
});

describe("a newcomer whom nobody helps", () => {
  it("joins out of an invitation in 3 actions, and reads the first message in one more", async () => {
    const code = await invitation();
    const account = stranger();
    let token = "";
    const screen = atScreen(() => token);
    const notices = await screen.sees("readNotices");
    const joined = await steps(screen, async () => {
      token = (await screen.does(account)).token;
      screen.fill("alias", "Rosa");
      await screen.press("acceptInvitation", { code, ...versionsIn(notices.body) });
    });
    expect(joined).toBeLessThanOrEqual(3);
    const me = await screen.sees("readSelf");
    const [program] = list(me.body, "programs");
    const [space] = list(program ?? {}, "spaces");
    const where = { ...program, ...space };
    const read = await steps(screen, () =>
      screen.open("readMessages", { ...where, threadId: space?.welcomeThreadId }),
    );
    expect(read).toBe(1);
  });

  it("finds urgent help in 1, without signing in", async () => {
    const nobody = atScreen();
    const { programId } = place("heart-failure", "daily-life");
    const help = await nobody.open("readEmergency", { programId });
    expect(help.body.emergency).toMatchObject({ text: expect.stringContaining("911"), phone: "555-0100" });
    expect(nobody.steps()).toBe(1);
  });
});

/** What the screen that asks for agreement has shown. */
function versionsIn(body: Readonly<Record<string, unknown>>) {
  const version = (name: string) => (body[name] as { version: number }).version;
  const shown = { rulesVersion: version("rules"), privacyNoticeVersion: version("privacyNotice") };
  expect(shown).toEqual(inForce);
  return shown;
}

describe("a patient", () => {
  it("answers in 2 steps, after the words for an emergency", async () => {
    const screen = screenOf(people.maria);
    const shown = await screen.sees("readMessages", at);
    const names = Object.keys(shown.body);
    expect(names.indexOf("emergency")).toBeLessThan(names.indexOf("compose"));
    const taken = await steps(screen, async () => {
      screen.fill("text", "I walked to the corner today.");
      await screen.press("postMessage", at);
    });
    expect(taken).toBeLessThanOrEqual(2);
  });

  it("takes a message back in 1, and begins a thread with a question in 4", async () => {
    const screen = screenOf(people.maria);
    const posted = await people.maria.client.POST(
      "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages",
      { params: { path: at, header: { "Idempotency-Key": randomUUID() } }, body: { text: "Oops." } },
    );
    const undone = await steps(screen, () =>
      screen.press("undoMessage", { ...at, messageId: posted.data?.messageId }),
    );
    expect(undone).toBe(1);
    const begun = await steps(screen, async () => {
      screen.fill("title", "When do you walk?");
      screen.fill("text", "I like the morning.");
      screen.fill("poll", { options: ["Morning", "Evening"] });
      await screen.press("startThread", at);
    });
    expect(begun).toBeLessThanOrEqual(4);
  });

  it("sees at home what is new, supports it in 1, and votes in 1", async () => {
    const asked = await screenOf(people.maria).press("startThread", {
      ...at,
      title: "Tea or coffee?",
      text: "What do you drink?",
      poll: { options: ["Tea", "Coffee"] },
    });
    await tenantControl.counted();
    const screen = screenOf(people.ana);
    const home = await screen.sees("readUnread", at);
    const spaces = list(home.body, "spaces");
    expect(spaces).toContainEqual(
      expect.objectContaining({ spaceId: at.spaceId, unread: { count: expect.any(Number), more: false } }),
    );
    expect(JSON.stringify(spaces)).toContain(text(asked.body, "threadId"));
    const where = { ...at, threadId: asked.body.threadId };
    await screen.sees("readThread", where);
    const support = { ...where, messageId: asked.body.messageId, kind: "with-you" };
    expect(await steps(screen, () => screen.press("reactToMessage", support))).toBe(1);
    expect(await steps(screen, () => screen.press("vote", { ...where, option: 1 }))).toBe(1);
    await tenantControl.counted();
    const after = await screen.sees("readThread", where);
    expect(after.body.poll).toMatchObject({ own: 1, options: [{ votes: 0 }, { votes: 1 }] });
  });

  it("changes the text size in 3, leaves a space in 1 and is back in 1", async () => {
    const screen = screenOf(people.ana);
    const sized = await steps(screen, async () => {
      await screen.open("readSettings");
      screen.fill("textSize", 150);
      await screen.press("changeSettings", { version: "0" });
    });
    expect(sized).toBeLessThanOrEqual(3);
    expect(await steps(screen, () => screen.press("leaveSpace", at))).toBe(1);
    expect(await steps(screen, () => screen.press("returnToSpace", at))).toBe(1);
  });

  it("sees who saw her messages in 1", async () => {
    await screenOf(people.nurse).open("readMessages", at);
    const screen = screenOf(people.maria);
    const log = await screen.open("readOwnLog", { from: dayFromToday(0), to: dayFromToday(0) });
    expect(screen.steps()).toBeLessThanOrEqual(2);
    const seen = list(log.body, "accesses");
    expect(seen).toContainEqual(
      expect.objectContaining({ role: "nurse", action: "message.read", what: "Read your messages" }),
    );
  });
});

describe("the care team", () => {
  it("lets a nurse see what is new, read it in 1, answer in 2, and put a message on top in 1", async () => {
    const screen = screenOf(people.nurse);
    await tenantControl.counted();
    const home = await screen.sees("readUnread", at);
    expect(list(home.body, "spaces").length).toBe(2);
    const page = await screen.open("readMessages", at);
    const [message] = list(page.body, "messages");
    const answered = await steps(screen, async () => {
      screen.fill("text", "Thank you for telling us.");
      await screen.press("postMessage", { ...at, replyTo: message?.messageId });
    });
    expect(answered).toBeLessThanOrEqual(2);
    const pinned = await steps(screen, () =>
      screen.press("pinMessage", { ...at, messageId: message?.messageId }),
    );
    expect(pinned).toBe(1);
    const threads = await screenOf(people.maria).sees("listThreads", at);
    expect(threads.body.pinned).toMatchObject({ message: { messageId: message?.messageId } });
  });

  it("lets a physician read every space of the program, and no other program", async () => {
    const screen = screenOf(people.physician);
    for (const space of [at, elsewhere]) await screen.open("readMessages", space);
    const foreign = { ...place("diabetes", "daily-life") };
    await expect(screen.open("readMessages", foreign)).rejects.toThrow("404");
  });

  it("lets a mentor join an open space in 1 and answer there in 2", async () => {
    const screen = screenOf(people.mentor);
    expect(await steps(screen, () => screen.press("joinSpace", elsewhere))).toBe(1);
    const answered = await steps(screen, async () => {
      screen.fill("text", "Welcome. I have been where you are.");
      await screen.press("postMessage", elsewhere);
    });
    expect(answered).toBeLessThanOrEqual(2);
  });
});

describe("a program's manager", () => {
  it("invites a patient in 2, and forty in 2, and sees how far it is", async () => {
    const screen = screenOf(people.manager);
    const one = await steps(screen, async () => {
      screen.fill("email", `t-${randomUUID()}@example.org`);
      await screen.press("createInvitation", { ...at, role: "patient", spaceIds: [at.spaceId] });
    });
    expect(one).toBeLessThanOrEqual(2);
    const rows = Array.from({ length: 40 }, () => `t-${randomUUID()}@example.org`);
    let jobId = "";
    const many = await steps(screen, async () => {
      screen.fill("csv", ["email", ...rows].join("\n"));
      jobId = text(
        (await screen.press("importInvitations", { ...at, spaceIds: [at.spaceId] })).body,
        "jobId",
      );
    });
    expect(many).toBeLessThanOrEqual(2);
    await runWorker("Jobs");
    const progress = await screen.open("readInvitationImport", { ...at, jobId, limit: "1" });
    expect(progress.body).toMatchObject({ total: 40 });
  });

  it("pauses somebody in 2, with a reason, and gives the access back in 2", async () => {
    const screen = screenOf(people.manager);
    const about = { ...at, aliasId: people.ana.aliasId };
    const paused = await steps(screen, async () => {
      screen.fill("reason", "Asked for a break.");
      await screen.press("suspendMember", about);
    });
    expect(paused).toBeLessThanOrEqual(2);
    await expect(screenOf(people.ana).open("readMessages", at)).rejects.toThrow("member-suspended");
    const back = await steps(screen, async () => {
      screen.fill("reason", "Is back.");
      await screen.press("reactivateMember", about);
    });
    expect(back).toBeLessThanOrEqual(2);
    await screenOf(people.ana).open("readMessages", at);
  });

  it("adds a space in 2", async () => {
    const screen = screenOf(people.manager);
    const added = await steps(screen, async () => {
      screen.fill("title", { en: "Cooking", es: "Cocina" });
      await screen.press("createSpace", { ...at, joining: "open" });
    });
    expect(added).toBeLessThanOrEqual(2);
  });
});

describe("an officer", () => {
  it("finds who saw a patient's messages in 4", async () => {
    await screenOf(people.nurse).open("readMessages", at);
    const maria = (await people.maria.client.GET("/v1/me")).data?.memberId;
    const screen = atScreen(() => tokenOf("olivia"));
    screen.fill("subject", maria);
    screen.fill("action", "message.read");
    const range = { from: dayFromToday(0), to: dayFromToday(0) };
    const found = await screen.press("readEvents", range);
    expect(screen.steps()).toBeLessThanOrEqual(4);
    expect(list(found.body, "events").some(({ role }) => role === "nurse")).toBe(true);
  });
});

describe("an administrator", () => {
  it("begins a program in 3, and invites its manager in 2", async () => {
    const screen = atScreen(() => tokenOf("adam"));
    let program: Readonly<Record<string, unknown>> = {};
    const begun = await steps(screen, async () => {
      screen.fill("template", "asthma");
      screen.fill("phone", "555-0142");
      program = (await screen.press("createProgram")).body;
    });
    expect(begun).toBeLessThanOrEqual(3);
    const [space] = list(program, "spaces");
    const invited = await steps(screen, async () => {
      screen.fill("email", `t-${randomUUID()}@example.org`);
      const held = { role: "manager", programId: program.programId, spaceIds: [space?.spaceId] };
      await screen.press("invitePerson", held);
    });
    expect(invited).toBeLessThanOrEqual(2);
  });

  it("keeps a person out in 4, and reads nothing of what members write", async () => {
    const { email } = await officer();
    const screen = atScreen(() => tokenOf("adam"));
    screen.fill("email", email);
    const found = await screen.press("findPerson");
    screen.fill("reason", "Left the health system.");
    await screen.press("suspendPerson", { memberId: list(found.body, "people")[0]?.memberId });
    expect(screen.steps()).toBeLessThanOrEqual(4);
    const where = place("heart-failure", "daily-life");
    const read = await clientOf("adam").GET(
      "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages",
      { params: { path: where, query: {} } },
    );
    expect(read.response.status).toBe(404);
  });
});
