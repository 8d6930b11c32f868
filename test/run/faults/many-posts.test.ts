import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { ownProgram } from "../idempotency/own-program.ts";
import { type Asked, ask } from "../kit/ask.ts";
import { itemsUnder } from "../kit/stored.ts";
import { physicalName } from "../kit/tables.ts";
import { type Event, newestEvents } from "../kit/trail.ts";
import { messagesIn, tenantControl } from "../tenant.ts";

const messageIdOf = (body: unknown): string => (body as { messageId: string }).messageId;
/** What meets the transactions of one post, in order. */
const misfortunes = fc.array(
  fc.record({
    kind: fc.constantFrom("cut" as const, "cut-after" as const, "throttle" as const, "unavailable" as const),
    times: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 2 },
);

describe("Posts under conflicts and cut connections", () => {
  afterEach(() => tenantControl.clearFaults());

  it("are in the thread and in the trail once each: those that were answered, and those that were repeated", async () => {
    const { at, people } = await ownProgram(["patient"]);
    const path = messagesIn(at);
    const token = people[0]?.token ?? "";
    const made: string[] = [];
    const firstAnswers = new Set<number>();

    await fc.assert(
      fc.asyncProperty(
        misfortunes,
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        fc.nat(1_000),
        async (met, likely, seed) => {
          const request: Asked = {
            method: "POST",
            path,
            token,
            headers: { "idempotency-key": randomUUID() },
            body: { text: `Post ${made.length}` },
          };
          await tenantControl.conflicts(likely, seed);
          for (const fault of met)
            await tenantControl.addFault({
              service: "dynamodb",
              operation: "TransactWriteItems",
              resource: physicalName("audit"),
              ...fault,
            });
          const first = await ask(request);
          await tenantControl.clearFaults();
          firstAnswers.add(first.status);
          const last = first.status === 201 ? first : await ask(request);
          expect(last.status).toBe(201);
          made.push(messageIdOf(last.body));
        },
      ),
      { numRuns: 25, seed: 20_261_122, endOnFailure: true },
    );

    expect(firstAnswers).toEqual(new Set([201, 503]));
    const stored = await itemsUnder("community", `THREAD#${at.threadId}`, "MSG#");
    expect(stored.map(({ sk }) => String(sk?.S).slice("MSG#".length)).toSorted()).toEqual(made.toSorted());
    const events: readonly Event[] = await newestEvents("message.post");
    for (const id of made)
      expect(events.filter(({ resource, outcome }) => resource === id && outcome === "ok")).toHaveLength(1);
  });
});
