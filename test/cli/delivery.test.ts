import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinDelivery, readAccessLog } from "../../cli/audit/join-delivery.ts";

const noon = Date.parse("2026-11-26T12:00:00Z");
const always = { from: 0, to: noon * 2 };
const event = (requestId: string, more: object = {}) => ({
  ...{ eventId: `event of ${requestId}`, at: "2026-11-26T12:00:00.000Z", action: "message.read" },
  ...{ outcome: "ok", system: null, requestId, ...more },
});
const line = (requestId: string, more: object = {}) => ({
  ...{ requestId, requestTime: "26/Nov/2026:12:00:00 +0000", httpMethod: "GET" },
  ...{ resourcePath: "/v1/me", status: "200", ...more },
});

describe("The join of the trail with the access log", () => {
  it("finds nothing where every answer has both", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid()), (ids) => {
        const { unconfirmed, withoutEvent, compared } = joinDelivery(
          ids.map((id) => event(id)),
          ids.toReversed().map((id) => line(id)),
          always,
        );
        expect([unconfirmed, withoutEvent]).toEqual([[], []]);
        expect(compared).toEqual({ events: ids.length, lines: ids.length });
      }),
    );
  });

  it("shows exactly the events without a line, and the answers without an event", () => {
    const id = fc.record({ id: fc.uuid(), isIn: fc.constantFrom("both", "trail", "log") });
    fc.assert(
      fc.property(fc.uniqueArray(id, { selector: ({ id: of }) => of }), (requests) => {
        const of = (...places: readonly string[]) =>
          requests.filter(({ isIn }) => places.includes(isIn)).map((request) => request.id);
        const found = joinDelivery(
          of("both", "trail").map((request) => event(request)),
          of("both", "log").map((request) => line(request)),
          always,
        );
        expect(found.unconfirmed.map(({ requestId }) => requestId)).toEqual(of("trail"));
        expect(found.withoutEvent.map(({ requestId }) => requestId)).toEqual(of("log"));
      }),
    );
  });

  it.each([
    ["a failure that was sent in its place", [line("1", { status: "503" })]],
    ["a function that was ended", [line("1", { status: "500" })]],
    ["no line", []],
  ])("does not take an answer for delivered by %s", (_, lines) => {
    expect(joinDelivery([event("1")], lines, always).unconfirmed).toHaveLength(1);
  });

  it.each([
    ["a refusal", event("1", { outcome: "denied" })],
    ["a failure", event("1", { outcome: "error" })],
    ["work of the system", event("1", { system: "system:jobs" })],
  ])("asks for no line of %s", (_, one) => {
    expect(joinDelivery([one], [], always).unconfirmed).toEqual([]);
  });

  it.each([
    ["a refusal", { status: "403" }],
    ["a route that leaves none", { resourcePath: "/v1/health" }],
  ])("asks for no event of %s", (_, more) => {
    expect(joinDelivery([], [line("1", more)], always).withoutEvent).toEqual([]);
  });

  it("takes nothing new since last time for an answer", () => {
    const found = joinDelivery([event("1")], [line("1", { status: "304" })], always);
    expect([found.unconfirmed, found.withoutEvent]).toEqual([[], []]);
  });

  it("judges only what is inside of its time, and finds its other half outside", () => {
    const after = { from: noon + 1_000, to: noon * 2 };
    expect(joinDelivery([event("1")], [line("2")], after)).toMatchObject({
      unconfirmed: [],
      withoutEvent: [],
    });
    const later = line("1", { requestTime: "26/Nov/2026:12:00:01 +0000" });
    expect(joinDelivery([event("1")], [later], after).withoutEvent).toEqual([]);
  });

  it("refuses a line that is none, by its number", () => {
    const text = `${JSON.stringify(line("1"))}\n\n{"requestId": "2"}\n`;
    expect(() => readAccessLog(text)).toThrow("Line 3 is no line of the API's access log.");
    expect(readAccessLog(text.split("\n")[0] ?? "")).toEqual([line("1")]);
  });

  it.each(["", "26/Nov/2026:12:00:00 +0100", "26/Now/2026:12:00:00 +0000", "2026-11-26T12:00:00Z"])(
    "refuses a line whose time is %j, which it could only pass over",
    (requestTime) => {
      const text = JSON.stringify(line("1", { requestTime }));
      expect(() => readAccessLog(text)).toThrow("Line 1 is no line of the API's access log.");
    },
  );
});
