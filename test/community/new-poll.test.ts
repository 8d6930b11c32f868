import { describe, expect, it } from "vitest";
import { longestVoting, pollOf } from "../../functions/community/new-poll.ts";
import { newPoll, titleText } from "../../functions/community/thread-words.ts";
import { instant } from "../../functions/kernel/clock.ts";

const now = Date.parse("2026-11-22T10:00:00.000Z");
const options = ["I do", "Not yet"];

describe("the poll of a new thread", () => {
  it("has options, and an end if one was asked for", () => {
    expect(pollOf({ options }, now)).toEqual({ o: options });
    expect(pollOf({ options, closesAt: instant(now + 1) }, now)).toEqual({ o: options, c: now + 1 });
    expect(pollOf({ options, closesAt: instant(now + longestVoting) }, now)).toMatchObject({ o: options });
  });
  it.each([
    ["has ended already", instant(now)],
    ["ends after more than 90 days", instant(now + longestVoting + 1)],
    ["ends in a month that is none", "2026-13-01T00:00:00Z"],
  ])("is refused when it %s", (_, closesAt) => {
    const faults = [{ pointer: "#/poll/closesAt", code: "out-of-range" }];
    expect(() => pollOf({ options, closesAt }, now)).toThrow(
      expect.objectContaining({ code: "invalid-request", faults }),
    );
  });
  it.each([
    ["with one option", { options: ["Yes"] }],
    ["with seven options", { options: ["1", "2", "3", "4", "5", "6", "7"] }],
    ["with an empty option", { options: ["Yes", " "] }],
    ["with an option of more than 80 characters", { options: ["Yes", "x".repeat(81)] }],
    ["with an option of two lines", { options: ["Yes", "No\nor"] }],
    ["with an end in another zone", { options, closesAt: "2026-11-23T10:00:00+02:00" }],
    ["with an end that is only a day", { options, closesAt: "2026-11-23" }],
  ])("is refused %s", (_, poll) => {
    expect(newPoll.safeParse(poll).success).toBe(false);
  });
});

describe("a title", () => {
  it.each(["How I sleep", "x".repeat(120), "👩‍👩‍👧 مرحبا"])("may be %j", (title) => {
    expect(titleText.parse(title)).toBe(title);
  });
  it("is kept in NFC, without blanks around it", () => {
    expect(titleText.parse("  Mari\u0301a ")).toBe("Mar\u00eda");
  });
  it.each([
    ["empty", ""],
    ["blank", " \u2003 "],
    ["longer than 120 characters", "x".repeat(121)],
    ["of two lines", "one\ntwo"],
    ["of two lines by a separator", "one\u2028two"],
    ["with a control character", "one\u0000"],
  ])("is refused when it is %s", (_, title) => {
    expect(titleText.safeParse(title).success).toBe(false);
  });
});
