import { describe, expect, it } from "vitest";
import { madeAt } from "../../functions/kernel/ids.ts";
import { newestKept, posted, postedIn, postedInText, postedText } from "../../functions/kernel/posted.ts";

const [thread, message, by] = [
  "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "01BX5ZZKBKACTAV9WEVGEMMVRZ",
  "01BX5ZZKBKACTAV9WEVGEMMVS0",
] as const;

describe("a message among the newest", () => {
  it("is read as it was written, of a thread and of a space", () => {
    expect(posted.parse(`${message}.${by}`)).toEqual({ message, by });
    expect(postedIn.parse(`${thread}.${message}.${by}`)).toEqual({ thread, message, by });
    expect(postedText(posted.parse(`${message}.${by}`))).toBe(`${message}.${by}`);
    expect(postedInText(postedIn.parse(`${thread}.${message}.${by}`))).toBe(`${thread}.${message}.${by}`);
  });
  it.each([message, `${message}.`, `${message}.${by}.${thread}`, `${message}.nobody`, 7])(
    "is not read from %j",
    (value) => {
      expect(posted.safeParse(value).success).toBe(false);
    },
  );
  it("is one of 30 of a thread, and of 50 of a space", () => {
    expect(newestKept).toEqual({ thread: 30, space: 50 });
  });
});

describe("the time in an id", () => {
  it.each([
    ["01ARYZ6S41TSV4RRFFQ69G5FAV", 1_469_918_176_385],
    ["0000000000ZZZZZZZZZZZZZZZZ", 0],
    ["7ZZZZZZZZZ0000000000000000", 2 ** 48 - 1],
  ])("of %s is %i", (id, ms) => {
    // The worked example of the ULID specification, and its bounds.
    expect(madeAt(id)).toBe(ms);
  });
});
