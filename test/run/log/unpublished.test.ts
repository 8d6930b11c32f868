import { describe, expect, it } from "vitest";
import { z } from "zod";
import { dayFromToday } from "../kit/trail.ts";
import { clientOf } from "../tenant.ts";
import { commit, killSealer, release } from "./killed-sealer.ts";
import { indexer, readLog, seal } from "./sealed-log.ts";

const today = { from: dayFromToday(-1), to: dayFromToday(1) };
const officer = () => clientOf("olivia");

const indexedBy = z.object({ indexed: z.int(), behind: z.int() });

/** Ids of the newest events of a kind, as the officer finds them with a term, which is with the log and its index. */
async function found(action: "member.read-self"): Promise<readonly string[]> {
  const { data } = await officer().GET("/v1/audit/events", { params: { query: { ...today, action } } });
  return (data?.events ?? []).map(({ eventId }) => eventId);
}

describe("What is committed and not yet published, because the sealer was killed between the two,", () => {
  it("is found by the officer, hides nothing published from the index, and is published by the next cycle", async () => {
    await seal();
    const { size } = await readLog();
    await clientOf("maria").GET("/v1/me", {});
    const before = await found("member.read-self");
    const trace = await killSealer(commit, "stall");
    expect((await readLog()).size).toBe(size);
    expect(await found("member.read-self")).toEqual(before);
    const { indexed, behind } = indexedBy.parse(await indexer({}));
    expect(indexed + behind).toBe(size);
    expect(await found("member.read-self")).toEqual(before);
    await release(trace);
    await seal();
    expect((await readLog()).size).toBeGreaterThan(size);
  });
});
