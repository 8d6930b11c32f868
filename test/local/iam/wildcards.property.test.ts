import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionMatches, arnMatches, wildcard } from "../../../local/iam/match.ts";

/** The rule of the IAM User Guide written down again, as slowly and plainly as it can be. */
function like([first, ...rest]: readonly string[], text: readonly string[]): boolean {
  const [next, ...others] = text;
  if (first === undefined) return next === undefined;
  if (first === "*") return like(rest, text) || (next !== undefined && like([first, ...rest], others));
  return next !== undefined && (first === "?" || first === next) && like(rest, others);
}

const letters = fc.constantFrom(..."aB*?.+()[]{}|^$\\-/#\n", "é", "😀");
const pattern = fc.string({ unit: letters, maxLength: 6 });
const text = fc.string({ unit: letters, maxLength: 6 });
const part = fc.string({ unit: fc.constantFrom(..."ab*?"), maxLength: 3 });
const last = fc.string({ unit: fc.constantFrom(..."ab*?:"), maxLength: 5 });
const arn = fc.tuple(part, part, part, part, part, last).map((parts) => parts.join(":"));

describe("wildcards", () => {
  it("match as the rule says, whatever else the pattern holds", () => {
    fc.assert(
      fc.property(pattern, text, (wanted, given) => {
        expect(wildcard(wanted, given)).toBe(like([...wanted], [...given]));
      }),
      { numRuns: 2_000 },
    );
  });

  it("of an action know no case", () => {
    fc.assert(
      fc.property(pattern, text, (wanted, given) => {
        const expected = like([...wanted.toLowerCase()], [...given.toLowerCase()]);
        expect(actionMatches(wanted, given)).toBe(expected);
        expect(actionMatches(wanted.toUpperCase(), given)).toBe(expected);
      }),
    );
  });

  it("of an ARN stay within their part, but in the last", () => {
    fc.assert(
      fc.property(arn, arn, (wanted, given) => {
        const parts = (one: string) => /^(.*?):(.*?):(.*?):(.*?):(.*?):(.*)$/s.exec(one)?.slice(1) ?? [];
        const expected = parts(wanted).every((one, at) => like([...one], [...(parts(given)[at] ?? "")]));
        expect(arnMatches(wanted, given)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["*:*:*:*:*:*", "a:b:c:d:e:f", true],
    ["*:*:*:*:*:*", "a:b:c:d:e:f:g:h", true],
    ["*:*:*:*:*:*", "a:b:c:d:e", false],
    ["*:*:*:*:*:*", "a:b", false],
    ["a:b:c:d:e:f:g", "a:b:c:d:e:f:g", true],
    ["a:b:c:d:e:f:*", "a:b:c:d:e:f:g:h", true],
    ["a:b:c:d:e:f:g", "a:b:c:d:e:fg", false],
    ["a:b:c:d:e:fg", "a:b:c:d:e:f:g", false],
    ["a:b:c:d:*:f", "a:b:c:d:e:e:f", false],
    ["a:b:c:*:e:f:g", "a:b:c:d:e:x:e:f:g", false],
  ])("compare %s with %s: %s", (wanted, given, expected) => {
    expect(arnMatches(wanted, given)).toBe(expected);
  });

  it("alone match every ARN, and what is none", () => {
    fc.assert(fc.property(text, (given) => arnMatches("*", given)));
  });

  it("do not make an ARN of what is none", () => {
    fc.assert(
      fc.property(arn, fc.array(part, { maxLength: 4 }), (wanted, given) => {
        expect(arnMatches(wanted, given.join(":"))).toBe(false);
      }),
    );
  });
});
