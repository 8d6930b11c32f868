import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../../local/event-sources/response.ts";
import { recordsOf } from "./records.ts";

const records = recordsOf("111", "222", "333");
const outcome = (answer: unknown, reportsItems = true) =>
  outcomeOf({ payload: JSON.stringify(answer) }, records, reportsItems);
const failures = (...itemIdentifiers: readonly unknown[]) => ({
  batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("with ReportBatchItemFailures", () => {
  it.each([
    ["an empty list of failures", failures()],
    ["a null list of failures", { batchItemFailures: null }],
    ["an empty answer", {}],
    ["a null answer", null],
  ])("%s is a success", (_, answer) => {
    expect(outcome(answer)).toBe("done");
  });

  it.each([
    ["an empty itemIdentifier", failures("")],
    ["a null itemIdentifier", failures(null)],
    ["an itemIdentifier under another name", { batchItemFailures: [{ id: "222" }] }],
    ["an itemIdentifier of no record of the batch", failures("222", "999")],
    ["an answer of another form", "done"],
    ["failures that are no list", { batchItemFailures: {} }],
  ])("%s is a failure of the whole batch", (_, answer) => {
    expect(outcome(answer)).toBe("failed");
  });

  it("the record with the lowest sequence number is where the batch stopped", () => {
    expect(outcome(failures("333", "222"))).toBe(1);
    expect(outcome(failures("111"))).toBe(0);
  });

  it("a function error is a failure of the whole batch", () => {
    expect(outcomeOf({ payload: "{}", failure: "Timeout" }, records, true)).toBe("failed");
  });
});

describe("without ReportBatchItemFailures", () => {
  it("an answer that names failures is a success: nobody looks at it", () => {
    expect(outcome(failures("222"), false)).toBe("done");
  });

  it("a function error is a failure", () => {
    expect(outcomeOf({ payload: "{}", failure: "Unhandled" }, records, false)).toBe("failed");
  });
});
