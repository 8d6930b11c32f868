import fc from "fast-check";
import { ulid } from "ulid";
import { beforeEach, describe, expect, it } from "vitest";
import { concerns, gatherOwn, linesAtMost } from "../../functions/audit/own-log.ts";
import { examineAtMost, type OpenEvent } from "../../functions/audit/search.ts";
import type { EventLog, LoggedEvent } from "../../functions/kernel/audit.ts";
import { eventId, memberId, programId } from "../../functions/kernel/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { askedBy, handlerOf, posting, problemIn, reading } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

const [me, other, third] = [newId(memberId), newId(memberId), newId(memberId)];
const event = (more: Partial<OpenEvent> = {}): OpenEvent => ({
  state: "open",
  id: eventId.parse(`${ulid()}.0`),
  at: "2026-07-20T02:28:52.000Z",
  unnamed: 0,
  action: "message.read",
  outcome: "ok",
  actor: other,
  role: "nurse",
  purpose: "TREAT",
  breakGlass: false,
  program: undefined,
  resource: undefined,
  requestId: "request-1",
  reads: [],
  replayOf: undefined,
  extra: undefined,
  commitments: [],
  subjects: [me],
  ...more,
});
async function* from(events: readonly LoggedEvent[]) {
  yield* events;
}

describe("what concerns a member", () => {
  it("is what somebody else did that showed their information", () => {
    expect(concerns(event(), me)).toBe(true);
  });
  it.each([
    ["what they did themselves", event({ actor: me })],
    ["what was refused", event({ outcome: "denied" })],
    ["what failed", event({ outcome: "error" })],
    ["what showed others", event({ subjects: [third] })],
    ["what could not be opened", { state: "damaged", id: "x" } as const],
  ])("is not %s", (_, logged) => {
    expect(concerns(logged, me)).toBe(false);
  });
});

describe("a member's own log", () => {
  it("counts what the same person did alike on the same day in one line, and keeps the rest apart", async () => {
    const next = "2026-07-21T00:00:00.000Z";
    const program = newId(programId);
    const events = [event(), event({ at: next }), event({ actor: third }), event({ program }), event()];
    const { accesses } = await gatherOwn(from([...events, event({ action: "thread.list" })]), me);
    expect(accesses.map(({ day, times }) => [day, times])).toEqual([
      ["2026-07-20", 2],
      ["2026-07-21", 1],
      ["2026-07-20", 1],
      ["2026-07-20", 1],
      ["2026-07-20", 1],
    ]);
  });
  it("is whole over its pages, however it is cut", async () => {
    const actors = Array.from({ length: linesAtMost + 20 }, () => newId(memberId));
    const made = fc.array(fc.tuple(fc.nat(actors.length - 1), fc.boolean()), { maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(made, async (drawn) => {
        const events = drawn.map(([at, mine]) =>
          event({ actor: actors[at], subjects: mine ? [me] : [third] }),
        );
        let [counted, start] = [0, 0];
        for (let more = true; more; ) {
          const page = await gatherOwn(from(events.slice(start)), me);
          counted += page.accesses.reduce((sum, { times }) => sum + times, 0);
          expect(page.accesses.length).toBeLessThanOrEqual(linesAtMost);
          start = page.position === undefined ? 0 : events.findIndex(({ id }) => id === page.position) + 1;
          more = page.position !== undefined;
        }
        expect(counted).toBe(drawn.filter(([, mine]) => mine).length);
      }),
    );
  });
  it("opens a bounded number of events for a page", async () => {
    const others = Array.from({ length: examineAtMost + 1 }, () => event({ subjects: [third] }));
    const page = await gatherOwn(from(others), me);
    expect(page).toMatchObject({ examined: examineAtMost, position: others[examineAtMost - 1]?.id });
  });
});

describe("who saw my messages", () => {
  let tenant: TestTenant;
  let maria: Person;
  let ruth: Person;
  beforeEach(async () => {
    tenant = await testTenant();
    maria = await tenant.join("maria", "patient", tenant.heart);
    ruth = await tenant.join("ruth", "nurse", tenant.heart);
  });
  const log = (): EventLog => ({
    newestFirst: () => from(tenant.events.map((one) => event(one)).toReversed()),
  });
  const ask = async (person: Person, query: Record<string, string> = {}) => {
    const terms = { from: "2026-07-20", to: "2026-07-20", ...query };
    const asked = {
      method: "GET",
      resource: "/v1/me/access-log",
      query: Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, [value]])),
      headers: { "Accept-Language": ["es"] },
    };
    return handlerOf(tenant, [], log())(await askedBy(person, asked, tenant));
  };
  const as = async (person: Person, asked: ReturnType<typeof reading>) =>
    handlerOf(tenant)(await askedBy(person, asked, tenant));

  it("says the day, the role and the alias of who it was, and what, in the reader's language", async () => {
    await as(maria, posting(tenant.heart, "hello"));
    await as(ruth, reading(tenant.heart));
    const { statusCode, body } = await ask(maria);
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).accesses).toEqual([
      {
        day: "2026-07-20",
        role: "nurse",
        programId: tenant.heart.programId,
        aliasId: expect.any(String),
        action: "message.read",
        what: "Leyó sus mensajes",
        times: 1,
      },
    ]);
    expect(body).not.toContain(ruth.id);
    expect(tenant.events.at(-1)).toMatchObject({
      action: "audit.read-own",
      subjects: expect.arrayContaining([maria.id, ruth.id]),
    });
  });
  it("is empty for whom nobody has read", async () => {
    const { body } = await ask(maria);
    expect(JSON.parse(body)).toMatchObject({ accesses: [], nextCursor: null });
  });
  it("is refused for more than ten years", async () => {
    expect(problemIn(await ask(maria, { to: "2036-08-20" }))).toEqual([400, "invalid-request"]);
  });
  it("is refused to whoever has no messages of their own there", async () => {
    const olivia = await tenant.join("olivia", "officer");
    expect(problemIn(await ask(olivia))).toEqual([403, "not-allowed"]);
  });
});
