import { ulid } from "ulid";
import { beforeEach, describe, expect, it } from "vitest";
import type { EventLog, LoggedEvent } from "../../functions/kernel/audit.ts";
import { eventId } from "../../functions/kernel/ids.ts";
import { askedBy, handlerOf, problemIn } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
let officer: Person;
let maria: Person;
let nurse: Person;
beforeEach(async () => {
  tenant = await testTenant();
  officer = await tenant.join("officer", "officer");
  maria = await tenant.join("maria", "patient", tenant.heart);
  nurse = await tenant.join("nurse", "nurse", tenant.heart);
});

/** A log of what the tenant recorded, newest first, that goes on behind a position. */
const logOf = (): EventLog => {
  const events: readonly LoggedEvent[] = tenant.events
    .map((event): LoggedEvent => {
      const id = eventId.parse(`${ulid()}.0`);
      return { ...event, state: "open", id, at: "2026-07-20T02:28:52.000Z", unnamed: 0 };
    })
    .toReversed();
  return {
    newestFirst: async function* ({ before }) {
      yield* events.slice(before === undefined ? 0 : events.findIndex(({ id }) => id === before) + 1);
    },
  };
};
const search = async (person: Person, more: Record<string, string> = {}, log = logOf()) => {
  const terms = { from: "2026-07-20", to: "2026-07-20", ...more };
  const query = Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, [value]]));
  const event = await askedBy(person, { method: "GET", resource: "/v1/audit/events", query }, tenant);
  return handlerOf(tenant, [], log)(event);
};
const me = async (person: Person) =>
  handlerOf(tenant)(await askedBy(person, { method: "GET", resource: "/v1/me" }, tenant));

describe("the officer's search", () => {
  it("shows who did what, and its own event names everybody whom it showed and its terms", async () => {
    await me(maria);
    const { body } = await search(officer, { action: "member.read-self" });
    expect(JSON.parse(body).events).toEqual([
      expect.objectContaining({ action: "member.read-self", actor: maria.id, subjects: [maria.id] }),
    ]);
    expect(tenant.events.at(-1)).toMatchObject({
      action: "audit.read-events",
      actor: officer.id,
      subjects: [maria.id],
      extra: { from: "2026-07-20", to: "2026-07-20", action: "member.read-self", limit: "50", found: 1 },
    });
  });
  it("shows from which address it was asked, or that this is not known", async () => {
    await me(maria);
    const [event] = tenant.events.splice(0);
    if (event === undefined) throw new Error("There is no event.");
    tenant.events.push(event, { ...event, extra: { ip: "203.0.113.7" } });
    const { events } = JSON.parse((await search(officer)).body);
    expect(events.map(({ ip }: { ip: unknown }) => ip)).toEqual(["203.0.113.7", null]);
  });
  it("goes on behind its cursor, with a link that repeats its terms", async () => {
    await me(maria);
    await me(nurse);
    const log = logOf();
    const first = await search(officer, { limit: "1" }, log);
    const cursor = JSON.parse(first.body).nextCursor;
    expect(first.headers.Link).toContain("from=2026-07-20&to=2026-07-20&limit=1&cursor=");
    const second = await search(officer, { limit: "1", cursor }, log);
    expect([first, second].map(({ body }) => JSON.parse(body).events[0].actor)).toEqual([nurse.id, maria.id]);
  });
  it("refuses a cursor with other terms", async () => {
    await me(maria);
    await me(nurse);
    const log = logOf();
    const cursor = JSON.parse((await search(officer, { limit: "1" }, log)).body).nextCursor;
    expect(problemIn(await search(officer, { limit: "1", outcome: "ok", cursor }, log))).toEqual([
      400,
      "invalid-cursor",
    ]);
  });
  it("refuses more than 31 days", async () => {
    expect(problemIn(await search(officer, { to: "2026-08-20" }))).toEqual([400, "invalid-request"]);
  });
  it.each(["physician", "nurse", "staff", "manager", "administrator"] as const)(
    "is refused to a %s",
    async (role) => {
      const program = role === "administrator" ? undefined : tenant.heart;
      const response = await search(await tenant.join("someone", role, program));
      expect(problemIn(response)).toEqual([403, "not-allowed"]);
      expect(tenant.events.at(-1)).toMatchObject({ outcome: "denied", subjects: [] });
    },
  );
});
