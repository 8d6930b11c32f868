import { describe, expect, it } from "vitest";
import { closing } from "../../../local/closing.ts";

describe("what ends with a run", () => {
  it("ends once, the last begun first", async () => {
    const ended: string[] = [];
    const ending = closing();
    for (const part of ["first", "second"]) ending.add(async () => void ended.push(part));
    await Promise.all([ending.close(), ending.close()]);
    expect(ended).toEqual(["second", "first"]);
  });

  it("ends although a part of it fails, and says so", async () => {
    const ended: string[] = [];
    const ending = closing();
    ending.add(async () => void ended.push("first"));
    ending.add(async () => Promise.reject(new Error("stuck")));
    await expect(ending.close()).rejects.toThrow("A part of the run did not end as it should.");
    expect(ended).toEqual(["first"]);
  });
});
