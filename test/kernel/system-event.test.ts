import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { readItem } from "../../functions/kernel/item.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import { systemEvent } from "../../functions/kernel/system-event.ts";

describe("an event of the system", () => {
  it("has the system for its actor and no subject", () => {
    const facts = { reads: [], extra: undefined, commitments: ["c"], resource: "elsewhere" };
    const done = { action: "tenant.set-up", by: "setup", requestId: "request-1", resource: "here" } as const;
    expect(systemEvent(done, facts)).toEqual({
      action: "tenant.set-up",
      outcome: "ok",
      actor: "system:setup",
      role: undefined,
      purpose: "HSYSADMIN",
      breakGlass: false,
      program: undefined,
      resource: "here",
      requestId: "request-1",
      reads: [],
      replayOf: undefined,
      extra: undefined,
      commitments: ["c"],
      subjects: [],
    });
  });
});

describe("a stored item", () => {
  it("is read as what its schema says", () => {
    const item = { pk: "A", sk: "B", state: "open" };
    expect(readItem(z.object({ state: z.literal("open") }), item)).toEqual({ state: "open" });
  });
  it("that is not what its slice wrote is a failure that does not quote it", () => {
    const read = () => readItem(z.object({ state: z.literal("open") }), { pk: "A", sk: "B", state: "zqx" });
    expect(read).toThrow(new Problem("internal"));
    try {
      read();
    } catch (cause) {
      expect(String(cause)).not.toContain("zqx");
    }
  });
});
