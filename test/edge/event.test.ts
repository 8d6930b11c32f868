import { describe, expect, it } from "vitest";
import { community } from "../../functions/community/routes.ts";
import { eventOf, eventOfProblem } from "../../functions/edge/event.ts";
import type { Exchange } from "../../functions/edge/exchange.ts";
import { unknownOperation, unreadable } from "../../functions/edge/unknown.ts";
import { eventId, memberId, programId, threadId } from "../../functions/kernel/ids.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import { purposeOf, roles } from "../../functions/kernel/roles.ts";
import { newTrail } from "../../functions/platform/trail.ts";
import { callerWith, membershipIn } from "./kit/callers.ts";
import { newId } from "./kit/memory-platform.ts";
import { testTenant } from "./kit/tenant.ts";

const heart = newId(programId);
const thread = newId(threadId);
const tenant = await testTenant();

/** A request to read a thread, on its way out. */
const exchangeOf = (
  more: Partial<Exchange> = {},
  params: Readonly<Record<string, string>> = { threadId: thread },
): Exchange => ({
  http: { ...unreadable, requestId: "request-1", ip: "203.0.113.7", params },
  operation: { ...unknownOperation, name: "readMessages", route: community.readMessages },
  trail: newTrail(),
  ports: tenant.ports(),
  now: 0,
  language: "en",
  ...more,
});
const answered = (exchange: Exchange) => eventOf(exchange, { disclosing: true });

describe("the event of an answer", () => {
  it.each(roles)("to a %s says why by the purpose of the role, and that no glass was broken", (role) => {
    const caller = callerWith({ role });
    const event = answered(exchangeOf({ caller }));
    expect(event).toMatchObject({ actor: caller.member, role, purpose: purposeOf[role], breakGlass: false });
  });
  it("says where the caller stood, and what the request was", () => {
    const caller = callerWith({ membership: membershipIn(heart, "nurse") });
    const event = answered(exchangeOf({ caller }));
    expect(event).toMatchObject({
      program: heart,
      requestId: "request-1",
      action: "message.read",
      outcome: "ok",
    });
  });
  it("is about what the endpoint said, and otherwise about the last id of the path", () => {
    const trail = newTrail();
    expect(answered(exchangeOf({ trail })).resource).toBe(thread);
    trail.about("said");
    expect(answered(exchangeOf({ trail })).resource).toBe("said");
  });
  it("says from which address it was asked, beside what the endpoint noted", () => {
    const trail = newTrail();
    expect(answered(exchangeOf({ trail })).extra).toEqual({ ip: "203.0.113.7" });
    trail.note({ found: 3 });
    expect(answered(exchangeOf({ trail })).extra).toEqual({ ip: "203.0.113.7", found: 3 });
  });
  it("says nothing more where the address is not known", () => {
    expect(answered(exchangeOf({ http: unreadable })).extra).toBeUndefined();
    expect(eventOfProblem(exchangeOf({ http: unreadable }), new Problem("not-found")).extra).toEqual({
      problem: "not-found",
    });
  });
  it("names a newcomer, in the program that they join", () => {
    const trail = newTrail();
    const actor = newId(memberId);
    trail.actAs({ actor, role: "mentor", program: heart });
    expect(answered(exchangeOf({ trail }))).toMatchObject({ actor, role: "mentor", program: heart });
  });
});

describe("the event of a repeat, and of nothing new", () => {
  it("is a replay of the first event", () => {
    const replayOf = eventId.parse("01ARZ3NDEKTSV4RRFFQ69G5FAV.0");
    const event = eventOf(exchangeOf(), { disclosing: true, replayOf });
    expect(event).toMatchObject({ action: "replay", replayOf });
  });
  it("discloses nobody when nothing is sent", () => {
    const trail = newTrail();
    trail.disclose(newId(memberId));
    expect(eventOf(exchangeOf({ trail }), { disclosing: false }).subjects).toEqual([]);
    expect(answered(exchangeOf({ trail })).subjects).toHaveLength(1);
  });
});

describe("the event of a refusal", () => {
  it("of somebody unknown has the purpose of a person's own request", () => {
    expect(eventOfProblem(exchangeOf(), new Problem("token-refused")).purpose).toBe("PATRQT");
  });
  it.each([
    ["internal", "error"],
    ["idempotency-key-reused", "denied"],
  ] as const)("with %s is %s", (code, outcome) => {
    expect(eventOfProblem(exchangeOf(), new Problem(code)).outcome).toBe(outcome);
  });
  it("says which, discloses nobody, and names no newcomer", () => {
    const trail = newTrail();
    trail.disclose(newId(memberId));
    trail.actAs({ actor: newId(memberId), role: "mentor", program: heart });
    const event = eventOfProblem(exchangeOf({ trail }), new Problem("not-found"));
    expect(event).toMatchObject({
      outcome: "denied",
      actor: undefined,
      subjects: [],
      extra: { problem: "not-found", ip: "203.0.113.7" },
    });
  });
  it.each([`x${thread}`, `${thread}x`, "a person's words"])("writes down nothing that is no id", (words) => {
    const event = eventOfProblem(exchangeOf({}, { threadId: words }), new Problem("not-found"));
    expect(event.resource).toBeUndefined();
  });
  it("about no place at all is about none", () => {
    expect(eventOfProblem(exchangeOf({}, {}), new Problem("unavailable"))).toMatchObject({
      outcome: "error",
      resource: undefined,
    });
  });
});
