import { describe, expect, it } from "vitest";
import { isOpen, mayVote } from "../../functions/community/poll.ts";

const poll = { options: ["Morning", "Evening"], closes: 1_000 };

describe("voting", () => {
  it.each([0, 1, null])("for %s is allowed while the poll is open", (option) => {
    expect(mayVote(poll, option, 999)).toBeUndefined();
  });
  it("ends at the moment that the poll closes", () => {
    expect(mayVote(poll, 0, 1_000)).toBe("poll-closed");
    expect(isOpen(poll, 1_000)).toBe(false);
  });
  it("never ends in a poll without an end", () => {
    expect(mayVote({ ...poll, closes: undefined }, 0, Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });
  it("for an option that there is not is refused", () => {
    expect(mayVote(poll, 2, 0)).toBe("invalid-request");
  });
  it("where there is no poll finds none", () => {
    expect(mayVote(undefined, 0, 0)).toBe("not-found");
  });
});
