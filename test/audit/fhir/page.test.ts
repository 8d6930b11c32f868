import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditEventsOf } from "../../../functions/audit/fhir/audit-event.ts";
import { type FhirSearch, fhirPage, justAbove, type Place } from "../../../functions/audit/fhir/page.ts";
import { nameAtMost } from "../../../functions/audit/search.ts";
import type { LoggedEvent } from "../../../functions/kernel/audit.ts";
import { madeAt, memberId } from "../../../functions/kernel/ids.ts";
import { newId } from "../../edge/kit/memory-platform.ts";
import { event, neighbour, patient } from "./samples.ts";

/** A log of the newest first, as a search goes on in it. */
async function* logOf(events: readonly LoggedEvent[], before: string | undefined) {
  const ordered = [...events].sort((one, other) => (one.id < other.id ? 1 : -1));
  yield* ordered.filter(({ id }) => before === undefined || id < before);
}
const everything: FhirSearch = {
  ...{ search: {}, stretch: { from: 0, to: Number.MAX_SAFE_INTEGER }, action: undefined },
  ...{ limit: 50, tenant: "example" },
};
const start: Place = { before: undefined, skip: 0 };
const pageOf = (events: readonly LoggedEvent[], wanted: Partial<FhirSearch> = {}, place = start) =>
  fhirPage(logOf(events, place.before), { ...everything, ...wanted }, place);

/** All pages, one after the other. */
async function allPages(events: readonly LoggedEvent[], wanted: Partial<FhirSearch>) {
  const pages = [];
  let place: Place | undefined = start;
  while (place !== undefined) {
    const page = await pageOf(events, wanted, place);
    pages.push(page);
    place = page.next;
  }
  return pages;
}
const members = (count: number) => Array.from({ length: count }, () => newId(memberId));

describe("Pages of AuditEvents", () => {
  it("together have each resource once, newest first, whatever their length", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        async (sizes, limit) => {
          const events = sizes.map((size, at) => event({ subjects: members(size) }, 1_790_000_000_000 + at));
          const pages = await allPages(events, { limit });
          const expected = events.toReversed().flatMap((each) => auditEventsOf(each, "example"));
          expect(pages.flatMap(({ resources }) => resources)).toEqual(expected);
          for (const { resources } of pages) expect(resources.length).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  it("of a patient have what is about that patient alone", async () => {
    const events = [event({ subjects: [patient, neighbour] }), event({ subjects: [neighbour] })];
    const { resources, named } = await pageOf(events, { search: { subject: patient } });
    expect(resources.map(({ id }) => id)).toEqual([`${events[0]?.id}-0`]);
    expect(named.has(neighbour)).toBe(false);
  });

  it("have no more people than one event may name, whatever was asked", async () => {
    const events = [1, 2, 3].map((at) => event({ subjects: members(90) }, 1_790_000_000_000 + at));
    const pages = await allPages(events, { limit: 1_000 });
    for (const { named } of pages) expect(named.size).toBeLessThanOrEqual(nameAtMost);
    expect(pages.flatMap(({ resources }) => resources)).toHaveLength(270);
  });

  it("leave out other times, actions and facts", async () => {
    const at = Date.parse("2026-11-26T10:00:00Z");
    const events = [
      event({}, at),
      event({ action: "message.post" }, at + 1),
      event({ outcome: "denied" }, at + 2),
    ];
    const found = async (wanted: Partial<FhirSearch>) =>
      (await pageOf(events, wanted)).resources.map(({ action, outcome }) => [action, outcome]);
    expect(await found({ stretch: { from: at, to: at + 1 } })).toEqual([["E", "0"]]);
    expect(await found({ action: "C" })).toEqual([["C", "0"]]);
    expect(await found({ search: { outcome: "denied" } })).toEqual([["E", "4"]]);
  });

  it("count what could not be opened, and whom nobody can name", async () => {
    const damaged = { state: "damaged" as const, id: event().id };
    const page = await pageOf([damaged, event({ unnamed: 3 })]);
    expect(page).toMatchObject({ examined: 2, damaged: 1, unnamed: 3 });
  });

  it("end where the log says that there is more, and go on from there", async () => {
    const id = event().id;
    expect((await pageOf([{ state: "later", id }])).next).toEqual({ before: id, skip: 0 });
  });

  it("end after a thousand events, however few of them are wanted", async () => {
    const events = Array.from({ length: 1_001 }, (_, at) => event({}, 1_790_000_000_000 + at));
    const page = await pageOf(events, { search: { outcome: "error" } });
    expect(page.resources).toEqual([]);
    expect(page.next).toEqual({ before: events[1]?.id, skip: 0 });
  });
});

describe("The lowest id above an event's", () => {
  const ulids = fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/).filter((text) => !/^7Z+$/.test(text));
  it("is above it, and above nothing else that another event could have", () => {
    fc.assert(
      fc.property(ulids, fc.integer({ min: 0, max: 7 }), ulids, (ulid, lane, other) => {
        const above = justAbove(`${ulid}.${lane}`);
        expect(above > `${ulid}.${lane}`).toBe(true);
        expect(above).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}\.0$/);
        if (other > ulid) expect(`${other}.0` >= above).toBe(true);
      }),
    );
  });
  it("is of the same instant, as long as that has another", () => {
    expect(madeAt(justAbove("01M8D314QMZKVRHZCBFP6VS4RZ.7"))).toBe(madeAt("01M8D314QMZKVRHZCBFP6VS4RZ.7"));
    expect(justAbove("01M8D314QMZKVRHZCBFP6VS4RZ.7")).toBe("01M8D314QMZKVRHZCBFP6VS4S0.0");
  });
});
