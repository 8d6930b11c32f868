import { beforeAll, describe, expect, it } from "vitest";
import { joinDelivery, readAccessLog } from "../../cli/audit/join-delivery.ts";
import { forEach } from "../run/isolation/some-at-once.ts";
import { tenantControl } from "../run/tenant.ts";
import { operationNames, rowOf } from "../samples.ts";
import { type Findings, findingsOf } from "./kit/evidence.ts";
import { violations } from "./kit/judge.ts";
import { lane } from "./kit/lane.ts";
import { isScenario, report } from "./kit/report.ts";

let findings: Findings;
/** Lines of the access log, without those of the search for the events. */
let lines: readonly string[];

beforeAll(async () => {
  const begun = performance.now();
  const seen = await forEach(operationNames, (name) => lane(name, operationNames.indexOf(name)));
  lines = await tenantControl.accessLog();
  findings = await findingsOf(seen);
  report("calls of each operation", findings.seen, begun);
});

describe("Whatever becomes of the calls that it makes", () => {
  it.each(operationNames)("%s keeps what it has acknowledged, and leaves nothing half done", (name) => {
    const of = findings.of(name);
    expect(of && violations(of)).toEqual([]);
  });
});

describe("The join of the trail with the access log", () => {
  it("shows exactly the events whose answer was not released, and no answer without an event", () => {
    const joined = joinDelivery(findings.events, readAccessLog(lines.join("\n")), {
      from: 0,
      to: Number.POSITIVE_INFINITY,
    });
    expect(joined.withoutEvent).toEqual([]);
    const attempts = findings.seen.flatMap((one) => one.attempts);
    const succeeded = new Set(
      findings.events.filter(({ outcome }) => outcome === "ok").map(({ requestId }) => requestId),
    );
    const unreleased = attempts.filter(({ status, requestId }) => status >= 400 && succeeded.has(requestId));
    expect(unreleased.length).toBeGreaterThan(10);
    const shown = new Set(joined.unconfirmed.map(({ requestId }) => requestId));
    const known = attempts.filter(({ requestId }) => shown.has(requestId));
    expect(known.map(({ requestId }) => requestId)).toEqual(unreleased.map(({ requestId }) => requestId));
  });
});

describe("The cases", () => {
  const cases = () => findings.seen.filter(isScenario);

  it("are many, of every operation that leaves events", () => {
    expect(cases().length).toBeGreaterThan(500);
    const met = new Set(cases().map(({ operation }) => operation));
    expect(operationNames.filter((name) => rowOf(name).scope !== null && !met.has(name))).toEqual([]);
  });

  it.each(["sealed", "unavailable", "done"])(
    "ended often enough before the time limit to see that one is %s",
    (expected) => {
      const seen = cases().filter(({ planned }) => planned.expects === expected);
      expect(seen.some(({ attempts: [first] }) => first?.ofFunction)).toBe(true);
    },
  );
});
