import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type OperationName, operationNames, rowOf, samples } from "../../samples.ts";
import { ask } from "../kit/ask.ts";
import { askerOf, goodRequest } from "../kit/requests.ts";
import { countOf } from "../kit/tables.ts";
import { newestEvents, ofRequest } from "../kit/trail.ts";

/** Whoever signs out has no token left with which to ask again: test/run/self says what becomes of a repeat. */
const endsSession = (name: OperationName): boolean => "endsSession" in samples[name];
const posts = operationNames.filter(
  (name) => rowOf(name).method === "POST" && rowOf(name).scope !== null && !endsSession(name),
);

const records = (): Promise<number> => countOf("community", "IDEMPOTENCY");

describe("The same request five times", () => {
  it.each(posts)("%s: one record, one event of the act, four of repeats, the same answer", async (name) => {
    const good = goodRequest(name, await askerOf(name));
    const request = { ...good, headers: { ...good.headers, "Idempotency-Key": randomUUID() } };
    const before = await records();
    const answers = [];
    for (let time = 0; time < 5; time++) answers.push(await ask(request));
    expect(await records()).toBe(before + 1);
    for (const { status, body } of answers)
      expect([status, body]).toEqual([answers[0]?.status, answers[0]?.body]);
    expect(answers[0]?.status).toBeLessThan(300);
    const { action } = rowOf(name);
    const events = await newestEvents(undefined, 50);
    const [first, ...repeats] = answers.flatMap(({ requestId }) => ofRequest(events, requestId, action));
    expect(first).toMatchObject({ action, outcome: "ok", replayOf: null });
    expect(repeats).toHaveLength(4);
    for (const repeat of repeats)
      expect(repeat).toMatchObject({ action: "replay", outcome: "ok", replayOf: first?.eventId });
  });
});
