import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noCode } from "../../samples.ts";
import { type Answer, ask } from "../kit/ask.ts";
import { invitation, joining, stranger } from "../kit/people.ts";
import { database, itemsOf, physicalName, type StoredItem, textOf } from "../kit/tables.ts";
import { once, tenantControl } from "../tenant.ts";

const hourMs = 60 * 60 * 1_000;
const dayMs = 24 * hourMs;
type Stranger = Awaited<ReturnType<typeof stranger>>;

/** An hour that no other test is in; invitations of today still live. */
const quiet = Math.floor((Date.now() + 20 * dayMs) / hourMs);
/** Sets the tenant's clock to some minutes after the beginning of an hour. */
async function inHour(hours: number, minutes: number): Promise<number> {
  const hour = quiet + hours;
  await tenantControl.setClock(hour * hourMs + minutes * 60_000 - Date.now());
  return hour;
}
async function accept({ tokenNow }: Stranger, code: string): Promise<Answer> {
  const [path, token] = ["/v1/invitations/accept", await tokenNow()];
  return ask({ method: "POST", path, token, headers: once(), body: joining(code) });
}
const refused = { status: 404, body: { type: "urn:kith:problem:invitation-refused" } };
const waiting = { status: 429, body: { type: "urn:kith:problem:too-many-requests" } };
const countsOf = async (hour: number): Promise<readonly StoredItem[]> =>
  (await itemsOf("community")).filter((item) => textOf(item, "sk") === `HOUR#${hour}`);

describe("Codes that do not work", () => {
  let codes: readonly string[];
  beforeAll(async () => {
    codes = [await invitation(), await invitation(), await invitation()];
  });
  afterAll(() => tenantControl.setClock(0));

  it("are refused ten times to an account; then no code is looked up for it until the next hour", async () => {
    await inHour(0, 50);
    const [eve, rosa] = [await stranger(), await stranger()];
    const [code = "", other = ""] = codes;
    for (let time = 0; time < 10; time++) expect(await accept(eve, noCode)).toMatchObject(refused);
    const [wrong, right] = [await accept(eve, noCode), await accept(eve, code)];
    for (const answer of [wrong, right]) {
      expect(answer).toMatchObject(waiting);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(8 * 60);
      expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(10 * 60);
    }
    expect((await accept(rosa, other)).status).toBe(201);
    await inHour(1, 0);
    expect((await accept(eve, code)).status).toBe(201);
  });

  it("keep everybody waiting after a thousand in one hour, with an alarm, and nobody in the next", async () => {
    const hour = await inHour(2, 0);
    const [eve, mallory, rosa] = [await stranger(), await stranger(), await stranger()];
    for (const each of [eve, mallory]) expect(await accept(each, noCode)).toMatchObject(refused);
    const [all, ...others] = (await countsOf(hour)).filter(({ n }) => n?.N === "2");
    expect([all === undefined, others, (await countsOf(hour)).length]).toEqual([false, [], 3]);
    await database("UpdateItem", {
      TableName: physicalName("community"),
      Key: { pk: all?.pk, sk: all?.sk },
      UpdateExpression: "SET n = :n",
      ExpressionAttributeValues: { ":n": { N: "1000" } },
    });
    const [, , code = ""] = codes;
    const answer = await accept(rosa, code);
    expect(answer).toMatchObject(waiting);
    const lines = (await tenantControl.functionLogs()).filter(({ message }) =>
      message.includes(answer.requestId),
    );
    expect(lines.map(({ message }) => JSON.parse(message))).toContainEqual({
      level: "alarm",
      event: "guessed-codes",
      requestId: answer.requestId,
      operation: "acceptInvitation",
    });
    await inHour(3, 0);
    expect((await accept(rosa, code)).status).toBe(201);
  });

  it("are counted in keys and numbers that name nobody", async () => {
    for (const item of await countsOf(await inHour(2, 0))) {
      expect(Object.keys(item).toSorted()).toEqual(["n", "pk", "sk", "ttl"]);
      expect(textOf(item, "pk")).toMatch(/^RATE#[\w-]{22}$/);
    }
  });
});
