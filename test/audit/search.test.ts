import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { gather, matches, nameAtMost, namedIn, type OpenEvent } from "../../functions/audit/search.ts";
import type { LoggedEvent } from "../../functions/kernel/audit.ts";
import { eventId, type MemberId, memberId } from "../../functions/kernel/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const [maria, joe, nurse] = [newId(memberId), newId(memberId), newId(memberId)];

const event = (more: Partial<OpenEvent> = {}): OpenEvent => ({
  state: "open",
  id: eventId.parse(`${ulid()}.0`),
  at: "2026-07-20T02:28:52.000Z",
  unnamed: 0,
  action: "message.read",
  outcome: "ok",
  actor: nurse,
  role: "nurse",
  purpose: "TREAT",
  breakGlass: false,
  program: undefined,
  resource: "thread-1",
  requestId: "request-1",
  reads: [],
  replayOf: undefined,
  extra: undefined,
  commitments: [],
  subjects: [maria],
  ...more,
});
const damaged = (): LoggedEvent => ({ state: "damaged", id: `${ulid()}.0` });
const several = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const people = (count: number): MemberId[] => several(count, () => newId(memberId));

/** A log that tells how many events it was asked for. */
function logOf(events: readonly LoggedEvent[]) {
  const asked = { count: 0 };
  async function* log(): AsyncGenerator<LoggedEvent> {
    for (const one of events) {
      asked.count += 1;
      yield one;
    }
  }
  return { asked, log: log() };
}
const found = (events: readonly LoggedEvent[], limit = 100, search = {}) =>
  gather(logOf(events).log, search, limit);

describe("a search", () => {
  const one = event();
  it.each([
    ["nothing", {}],
    ["its action", { action: "message.read" }],
    ["its outcome", { outcome: "ok" }],
    ["its actor", { actor: nurse }],
    ["one of its subjects", { subject: maria }],
    ["its resource", { resource: "thread-1" }],
    ["all of them", { action: "message.read", outcome: "ok", actor: nurse, subject: maria }],
  ])("finds an event by %s", (_, search) => {
    expect(matches(one, search)).toBe(true);
  });
  it.each([
    ["action", { action: "message.post" }],
    ["outcome", { outcome: "denied" }],
    ["actor", { actor: maria }],
    ["subject", { subject: joe }],
    ["resource", { resource: "thread-2" }],
    ["subject, though the actor is right", { actor: nurse, subject: joe }],
  ])("does not find an event of another %s", (_, search) => {
    expect(matches(one, search)).toBe(false);
  });
  it("finds an event by any of its subjects", () => {
    const both = event({ subjects: [maria, joe] });
    expect([maria, joe].map((subject) => matches(both, { subject }))).toEqual([true, true]);
  });
  it("does not take an event without actor or resource for one with them", () => {
    const bare = event({ actor: undefined, resource: undefined });
    expect([matches(bare, { actor: nurse }), matches(bare, { resource: "thread-1" })]).toEqual([
      false,
      false,
    ]);
  });
});

describe("who is named in an event", () => {
  it("are its subjects and its actor", () => {
    expect(namedIn(event())).toEqual([maria, nurse]);
  });
  it("is not the system", () => {
    expect(namedIn(event({ actor: "system:setup" }))).toEqual([maria]);
    expect(namedIn(event({ actor: undefined }))).toEqual([maria]);
  });
});

describe("gathering", () => {
  it("ends where the log says that the rest is for another time, and says where that was", async () => {
    const later: LoggedEvent = { state: "later", id: `${ulid()}.0` };
    const one = event();
    const page = await found([one, later, event()]);
    expect(page).toEqual({ events: [one], examined: 1, damaged: 0, position: later.id });
  });
  it("ends with the log: then there is no position", async () => {
    const events = [event(), event()];
    expect(await found(events)).toEqual({ events, examined: 2, damaged: 0, position: undefined });
    expect(await found(events, 2)).toMatchObject({ position: undefined });
    expect(await found([])).toEqual({ events: [], examined: 0, damaged: 0, position: undefined });
  });
  it("ends when the page is full, at the last event of it", async () => {
    const events = several(5, event);
    expect(await found(events, 2)).toEqual({
      events: events.slice(0, 2),
      examined: 2,
      damaged: 0,
      position: events[1]?.id,
    });
  });
  it("counts what it examined without finding it", async () => {
    const events = [event({ outcome: "denied" }), event({ outcome: "denied" }), event(), event()];
    const page = await found(events, 1, { outcome: "ok" });
    expect(page).toMatchObject({ examined: 3, position: events[2]?.id });
  });
  it("counts the damaged and shows none", async () => {
    const last = event();
    const page = await found([damaged(), damaged(), last, event()], 1);
    expect(page).toMatchObject({ examined: 3, damaged: 2, position: last.id });
    expect(page.events).toHaveLength(1);
  });
  it("opens at most 1,000 events and one to know that there are more", async () => {
    const events = several(1_500, () => event({ outcome: "denied" }));
    const { asked, log } = logOf(events);
    expect(await gather(log, { outcome: "ok" }, 10)).toEqual({
      events: [],
      examined: 1_000,
      damaged: 0,
      position: events[999]?.id,
    });
    expect(asked.count).toBe(1_001);
  });
  it("shows an event that alone names more than 200 people, and counts those it has no place for", async () => {
    const { events } = await found([event({ subjects: people(nameAtMost) })]);
    expect(events.flatMap(namedIn)).toHaveLength(nameAtMost);
    expect(events[0]).toMatchObject({ unnamed: 1, actor: nurse });
  });
  it("shows an event that names exactly 200 people as it is", async () => {
    const events = [event({ subjects: people(nameAtMost - 1) })];
    expect((await found(events)).events).toEqual(events);
  });
  it("keeps no place for whom it does not show", async () => {
    const shown = event({ subjects: people(nameAtMost - 1) });
    const page = await found([event({ outcome: "denied" }), damaged(), shown], 100, { outcome: "ok" });
    expect(page.events).toEqual([shown]);
    const two = [
      event({ subjects: people(100) }),
      event({ outcome: "denied" }),
      event({ subjects: people(99) }),
    ];
    expect((await found(two, 100, { outcome: "ok" })).events).toHaveLength(2);
  });
  it("names at most 200 people: what would name more is for the next page", async () => {
    const events = [
      event({ subjects: people(150) }),
      event({ subjects: people(49) }),
      event({ subjects: [joe] }),
    ];
    const page = await found(events);
    expect(page).toMatchObject({ examined: 2, position: events[1]?.id });
    expect(new Set(page.events.flatMap(namedIn)).size).toBe(nameAtMost);
  });
  it("counts a person who is named often only once", async () => {
    const subjects = people(199);
    const page = await found(several(3, () => event({ subjects })));
    expect(page.events).toHaveLength(3);
  });
});
