import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Called, control, offer } from "./control.ts";

const functions = {
  given: (...given: unknown[]) => given,
  orElse: (kept: string, omitted = "the default") => [kept, omitted],
  nothing: () => undefined,
  refuses: (): never => {
    throw new Error("Not like this.");
  },
};

let called: Called<typeof functions>;
let close: () => Promise<void>;
beforeAll(async () => {
  const offered = await offer(functions);
  called = control(offered.url);
  close = offered.close;
});
afterAll(() => close());

describe("The control of the running tenant", () => {
  it("carries arguments and results as they are", async () => {
    const given = [null, "text", 7, true, [null, { list: [] }], JSON.parse('{"__proto__": null}')];
    expect(await called.given(...given)).toEqual(given);
  });

  it("leaves an omitted argument to the function's default", async () => {
    expect(await called.orElse("kept")).toEqual(["kept", "the default"]);
    expect(await called.orElse("kept", undefined)).toEqual(["kept", "the default"]);
  });

  it.each([
    ["undefined before another argument", [undefined, "text"]],
    ["undefined in a field", [{ signature: undefined }]],
    ["undefined in a list", [[undefined]]],
    ["a number that JSON lacks", [Number.NaN]],
    ["an infinite number", [{ times: Number.POSITIVE_INFINITY }]],
    ["a date", [new Date(0)]],
    ["bytes", [Buffer.of(1)]],
    ["a map", [new Map()]],
    ["a function", [() => "text"]],
  ])("refuses what would arrive as something else: %s", async (_, given) => {
    await expect(called.given(...given)).rejects.toThrow("JSON cannot carry what given is given.");
  });

  it("hands on that a function refused", async () => {
    await expect(called.refuses()).rejects.toThrow("Not like this.");
  });

  it("gives null for a function that returns nothing", async () => {
    expect(await called.nothing()).toBeNull();
  });
});
