import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type OperationName, operationNames } from "../../samples.ts";
import { faultsOfProblem } from "../kit/problem.ts";
import { type Asker, askerOf, goodSent } from "../kit/requests.ts";
import { type Sent, send } from "../kit/send.ts";
import { itemsOf, textOf } from "../kit/tables.ts";
import { faultsOf } from "./faults-of.ts";
import { type Hostile, hostileTo } from "./hostile-requests.ts";

/** What the tenant holds apart from the trail: one digest, and how many requests it remembers as done. */
async function held(): Promise<{ digest: string; done: number }> {
  const items = (await Promise.all((["community", "keyring", "audit-keys"] as const).map(itemsOf))).flat();
  const texts = items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();
  const done = items.filter((item) => textOf(item, "sk") === "IDEMPOTENCY").length;
  return { digest: createHash("sha256").update(texts.join("\n")).digest("hex"), done };
}

const keyOf = ({ headers }: Sent): string | undefined =>
  headers.find(([name]) => name === "Idempotency-Key")?.[1];

/** How many are sent at the same time. */
const together = 3;

/**
 * Sends them all. @returns what was wrong, how many posts were done (a repeat is done once), and whether anything else was
 * changed, as it may be where a request is good after all.
 */
async function sendAll(
  name: string,
  all: readonly Hostile[],
): Promise<{ faults: readonly string[]; done: number; changed: boolean }> {
  const faults: string[] = [];
  const done = new Set<string | undefined>();
  let changed = false;
  const sendOne = async ({ what, sent }: Hostile) => {
    const answered = await send(sent);
    faults.push(...faultsOf(name, sent, answered).map((fault) => `${what}: ${fault}`));
    if (answered.status >= 300) return;
    if (sent.method === "POST") done.add(keyOf(sent));
    else changed ||= ["PUT", "PATCH", "DELETE"].includes(sent.method);
  };
  for (let at = 0; at < all.length; at += together)
    await Promise.all(all.slice(at, at + together).map(sendOne));
  return { faults, done: done.size, changed };
}

/** Every third of them, another one for each operation; `npm run test:long` sends them all. */
const aThird = (name: OperationName, all: readonly Hostile[]): readonly Hostile[] =>
  all.filter((_, at) => (at + operationNames.indexOf(name)) % 3 === 0);

describe("Hostile input", () => {
  const askers = new Map<OperationName, Asker>();
  let before: Awaited<ReturnType<typeof held>>;
  beforeAll(async () => {
    for (const name of operationNames) askers.set(name, await askerOf(name));
    before = await held();
  });

  it.each(operationNames)(
    "to %s is refused with a problem document, or answered as ever, and leaves nothing",
    async (name) => {
      const asker = askers.get(name) ?? (await askerOf(name));
      const { faults, done, changed } = await sendAll(name, aThird(name, hostileTo(name, asker)));
      const after = await held();
      const { digest, done: doneBefore } = before;
      before = after;
      expect(faults).toEqual([]);
      expect(after.done - doneBefore).toBe(done);
      if (done === 0 && !changed) expect(after.digest).toBe(digest);
    },
  );

  it.each(operationNames)(
    "never spoils what comes after it: the next good request of %s is answered",
    async (name) => {
      const answered = await send(goodSent(name, await askerOf(name)));
      expect(answered.status).toBeLessThan(300);
    },
  );
});

describe("A body that is too large", () => {
  let good: Sent;
  beforeAll(async () => {
    good = goodSent("postMessage", await askerOf("postMessage"));
  });
  const ofSize = (bytes: number): string => {
    const empty = JSON.stringify({ text: "" });
    return JSON.stringify({ text: "x".repeat(bytes - empty.length) });
  };

  it.each([
    ["one byte more than 64 KiB, by the function", 64 * 1024 + 1],
    ["more than a function can be given, by the gateway", 6 * 1024 * 1024 + 1],
    ["more than 10 MB, by the gateway", 10 * 1024 * 1024 + 1],
  ])("is refused: %s", async (_, bytes) => {
    const answered = await send({ ...good, body: ofSize(bytes) });
    expect(answered.status).toBe(413);
    expect(JSON.parse(answered.body).type).toBe("urn:kith:problem:too-large");
    expect(faultsOfProblem(answered)).toEqual([]);
  });

  it("is read when it has exactly 64 KiB, and then refused for what it says", async () => {
    const answered = await send({ ...good, body: ofSize(64 * 1024) });
    expect(JSON.parse(answered.body)).toMatchObject({
      status: 400,
      errors: [{ pointer: "#/text", code: "too-long" }],
    });
  });
});
