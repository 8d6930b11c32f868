import { describe, expect, it } from "vitest";
import type { Event } from "../run/kit/trail.ts";
import { undisturbed } from "./kit/attempt.ts";
import type { Case } from "./kit/cases.ts";
import { type Evidence, violations } from "./kit/judge.ts";
import type { Observed } from "./kit/observed.ts";
import type { Seen } from "./kit/sender.ts";
import { type Change, nameOfItem, type WriteCall } from "./kit/writes.ts";

const leaf = (event: string): WriteCall["leaves"][number] => ({
  type: "ev",
  key: { kind: "Put", table: "audit", pk: "D#2026-11-26#0", sk: event },
});
const item = (pk: string, kind: Change["kind"] = "Create"): Change => ({
  kind,
  table: "community",
  pk,
  sk: "x",
});

/** What a request that goes well writes: a message, the record of the request, its event. */
const post = (event: string, more: Partial<WriteCall> = {}): WriteCall => ({
  fate: "done",
  leaves: [leaf(event)],
  changes: [item("THREAD#1"), item("IDEMPOTENCY#1")],
  ...more,
});
const eventOnly = (event: string, more: Partial<WriteCall> = {}): WriteCall =>
  post(event, { changes: [], ...more });

const attempted = (requestId: string, status: number, writes: readonly WriteCall[]): Observed => ({
  ...{ requestId, status, writes, ofFunction: true, met: 1 },
  problem: status < 500 ? undefined : "unavailable",
});
const event = (requestId: string, eventId: string, more: Partial<Event> = {}): Event =>
  ({
    requestId,
    eventId,
    outcome: "ok",
    action: "message.post",
    replayOf: null,
    subjects: [],
    ...more,
  }) as Event;

const planned: Case = {
  ...{ ...undisturbed, name: "a case", expects: "any" },
  faults: [{ service: "dynamodb", kind: "cut" }],
};

/** A request that was done, its answer lost, and that was answered as a repeat; with whatever is to be different. */
function evidence(
  different: {
    readonly attempts?: readonly Observed[];
    readonly events?: readonly Event[];
    readonly gone?: readonly string[];
    readonly also?: readonly string[];
    readonly planned?: Partial<Case>;
  } = {},
): Evidence {
  const attempts = different.attempts ?? [
    attempted("r1", 503, [post("e1")]),
    attempted("r2", 201, [eventOnly("e2")]),
  ];
  const events = different.events ?? [
    event("r1", "e1"),
    event("r2", "e2", { action: "replay", replayOf: "e1" }),
  ];
  const written = attempts
    .flatMap(({ writes }) => writes.filter(({ fate }) => fate === "done"))
    .flatMap(({ leaves, changes }) => [...leaves.map(({ key }) => key), ...changes])
    .map(nameOfItem);
  const stored = new Set([...written, ...(different.also ?? [])]);
  for (const lost of different.gone ?? []) stored.delete(lost);
  const seen: Seen = {
    ...{ operation: "postMessage", attempts, request: 1 },
    planned: { ...planned, ...different.planned },
  };
  return {
    seen: [seen],
    eventsOf: (requestId) => events.filter((one) => one.requestId === requestId),
    isStored: (name) => stored.has(name),
    wasRemoved: () => false,
    leavesEvents: true,
    replays: true,
  };
}

const [first, again] = [attempted("r1", 201, [post("e1")]), attempted("r2", 201, [eventOnly("e2")])];
const failure = event("r1", "e1", { outcome: "error" });

describe("The judge of the faults", () => {
  it("finds nothing wrong with a lost answer and its repeat", () => {
    expect(violations(evidence())).toEqual([]);
  });

  it("finds nothing wrong with a failure that changed nothing", () => {
    const attempts = [attempted("r1", 503, [post("e0", { fate: "kept" }), eventOnly("e1")])];
    expect(violations(evidence({ attempts, events: [failure] }))).toEqual([]);
  });

  it("takes a call that the store did not answer for done when its event is there", () => {
    const attempts = [attempted("r1", 503, [post("e1", { fate: "broken" })]), again];
    const also = ["audit D#2026-11-26#0 e1", "community THREAD#1 x", "community IDEMPOTENCY#1 x"];
    expect(violations(evidence({ attempts, also }))).toEqual([]);
    const half = violations(evidence({ attempts, also: also.slice(0, 2) }));
    expect(half).toEqual(["a case: lost community IDEMPOTENCY#1 x"]);
  });

  it.each<[string, Evidence]>([
    ["was released with 0 events", evidence({ attempts: [first], events: [] })],
    [
      "was acknowledged, and is not there",
      {
        ...evidence({ attempts: [first], events: [event("r1", "e1")] }),
        seen: [
          ...evidence({ attempts: [first] }).seen,
          {
            operation: "postMessage",
            planned,
            request: 2,
            attempts: [attempted("r3", 201, [eventOnly("e3")])],
          },
        ],
      },
    ],
    ["lost community THREAD#1 x", evidence({ gone: ["community THREAD#1 x"] })],
    ["lost an event", evidence({ gone: ["audit D#2026-11-26#0 e1"] })],
    [
      "shows 0 of 1 stored events",
      evidence({ events: [event("r2", "e2", { action: "replay", replayOf: "e1" })] }),
    ],
    [
      "has several events of success",
      evidence({
        attempts: [attempted("r1", 201, [post("e1"), eventOnly("e2")])],
        events: [event("r1", "e1"), event("r1", "e2")],
      }),
    ],
    [
      "has several events of failure",
      evidence({
        attempts: [attempted("r1", 503, [eventOnly("e1"), eventOnly("e2")])],
        events: [failure, { ...failure, eventId: "e2" }],
      }),
    ],
    [
      "names whom it did not disclose",
      evidence({
        attempts: [attempted("r1", 503, [eventOnly("e1")])],
        events: [{ ...failure, subjects: ["01ARZ3NDEKTSV4RRFFQ69G5FB2"] } as Event],
      }),
    ],
    [
      "wrote without an event",
      evidence({ attempts: [attempted("r1", 503, [post("e1", { leaves: [] })])], events: [] }),
    ],
    [
      "changed something else than usual",
      evidence({
        attempts: [
          attempted("r1", 503, [post("e1")]),
          attempted("r2", 201, [post("e2", { changes: [item("THREAD#1")] })]),
        ],
        events: [event("r1", "e1"), event("r2", "e2")],
      }),
    ],
    [
      "changed something without an event of success",
      evidence({ attempts: [attempted("r1", 503, [post("e1")])], events: [failure] }),
    ],
    [
      "left a part of what did not become true",
      evidence({
        attempts: [attempted("r1", 503, [post("e0", { fate: "refused" }), eventOnly("e1")])],
        events: [failure],
        also: ["community IDEMPOTENCY#1 x"],
      }),
    ],
    [
      "was done twice",
      evidence({
        attempts: [attempted("r1", 503, [post("e1")]), attempted("r2", 201, [post("e2")])],
        events: [event("r1", "e1"), event("r2", "e2")],
      }),
    ],
    [
      "ended with 503",
      evidence({ attempts: [attempted("r1", 503, [post("e1")])], events: [event("r1", "e1")] }),
    ],
    [
      "was answered again without saying that it was a repeat",
      evidence({ events: [event("r1", "e1"), event("r2", "e2", { action: "replay", replayOf: "e9" })] }),
    ],
    [
      "failed with 503 and no problem document",
      evidence({
        attempts: [{ ...attempted("r1", 503, [eventOnly("e1")]), problem: "malformed" }],
        events: [failure],
      }),
    ],
    ["was answered with 503", evidence({ planned: { expects: "done" } })],
    ["was answered with 201", evidence({ attempts: [first, again], planned: { expects: "unavailable" } })],
    ["was not said to be sealed", evidence({ planned: { expects: "sealed" } })],
    ["left 1 events", evidence({ planned: { events: 0 } })],
  ])("sees that it %s", (sentence, of) => {
    expect(
      violations(of).some((found) => found.includes(sentence)),
      violations(of).join("\n"),
    ).toBe(true);
  });
});
