import { describe, expect, it } from "vitest";
import type { Http } from "../../functions/edge/http.ts";
import { expectedBy } from "../../functions/edge/precondition.ts";
import { unreadable } from "../../functions/edge/unknown.ts";
import type { Method } from "../../functions/kernel/route.ts";

const asked = (headers: Readonly<Record<string, string>>): Http => ({
  ...unreadable,
  header: (name) => headers[name],
});
const expected = (method: Method, headers: Readonly<Record<string, string>>) =>
  expectedBy(method, asked(headers));
const refused = expect.objectContaining({ code: "precondition-required" });

describe("what a change expects to find", () => {
  it.each(["GET", "POST"] as const)("is nothing for a %s, whatever it says", (method) => {
    expect(expected(method, { "if-match": '"1"', "if-none-match": "*" })).toBeUndefined();
  });
  it.each(["PUT", "PATCH", "DELETE"] as const)("is the version that a %s names", (method) => {
    expect(expected(method, { "if-match": ' "v1-en" ' })).toEqual({ version: "v1-en" });
  });
  it("is nothing yet for a PUT with If-None-Match: *", () => {
    expect(expected("PUT", { "if-none-match": " * " })).toEqual({ version: undefined });
  });
  it.each(["PUT", "PATCH", "DELETE"] as const)("must be said by a %s", (method) => {
    expect(() => expected(method, {})).toThrow(refused);
  });
  it.each(["PATCH", "DELETE"] as const)("is never nothing for a %s", (method) => {
    expect(() => expected(method, { "if-none-match": "*" })).toThrow(refused);
  });
  it.each(['"1', "1", "*", 'W/"1"', '"1", "2"', '""', `"${"1".repeat(129)}"`])("is not said by %s", (tag) => {
    expect(() => expected("PUT", { "if-match": tag })).toThrow(refused);
  });
  it("is not two things at once", () => {
    expect(() => expected("PUT", { "if-match": '"1"', "if-none-match": "*" })).toThrow(refused);
  });
});
