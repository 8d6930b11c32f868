import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type OperationName, operationNames } from "../../samples.ts";
import { faultsOfProblem } from "../kit/problem.ts";
import { askerOf, goodSent } from "../kit/requests.ts";
import { type Sent, send } from "../kit/send.ts";
import { itemsOf, textOf } from "../kit/tables.ts";
import { tenantControl } from "../tenant.ts";
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

/**
 * Sends them all, one after the other. @returns what was wrong, how many posts were done (a repeat is done once), and whether
 * anything else was changed, as it may be where a request is good after all.
 */
async function sendAll(
  name: string,
  all: readonly Hostile[],
): Promise<{ faults: readonly string[]; done: number; changed: boolean }> {
  const faults: string[] = [];
  const done = new Set<string | undefined>();
  let changed = false;
  for (const { what, sent } of all) {
    const answered = await send(sent);
    faults.push(...faultsOf(name, sent, answered).map((fault) => `${what}: ${fault}`));
    if (answered.status >= 300) continue;
    if (sent.method === "POST") done.add(keyOf(sent));
    else changed ||= ["PUT", "PATCH", "DELETE"].includes(sent.method);
  }
  return { faults, done: done.size, changed };
}

/** Every third of them, another one for each operation; `npm run test:long` sends them all. */
const aThird = (name: OperationName, all: readonly Hostile[]): readonly Hostile[] =>
  all.filter((_, at) => (at + operationNames.indexOf(name)) % 3 === 0);

describe.each(operationNames)("Hostile input to %s", (name) => {
  it("is refused with a problem document, or answered as ever, and leaves nothing", async () => {
    const asker = await askerOf(name);
    await tenantControl.counted();
    const before = await held();
    const { faults, done, changed } = await sendAll(name, aThird(name, hostileTo(name, asker)));
    await tenantControl.counted();
    const after = await held();
    expect(faults).toEqual([]);
    expect(after.done - before.done).toBe(done);
    if (done === 0 && !changed) expect(after.digest).toBe(before.digest);
  });

  it("never spoils what comes after it: the next good request is answered", async () => {
    const answered = await send(goodSent(name, await askerOf(name)));
    expect(answered.status).toBeLessThan(300);
  });
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
