import { beforeEach, describe, expect, it } from "vitest";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { asks, posted } from "./kit.ts";

let tenant: TestTenant;
let ruth: Person;
let maria: Person;
let message: string;
beforeEach(async () => {
  tenant = await testTenant();
  ruth = await tenant.join("ruth", "nurse", tenant.heart);
  maria = await tenant.join("maria", "patient", tenant.heart);
  message = await posted(ruth, tenant, "Clinic is closed on Monday.");
});

const behind = "/v1/programs/{programId}/spaces/{spaceId}/pin";
const pin = (person: Person, messageId = message, threadId: string = tenant.heart.threadId) =>
  asks(person, tenant, { method: "POST", behind, body: { threadId, messageId } });
const unpin = (person: Person) => asks(person, tenant, { method: "POST", behind: `${behind}/remove` });
const kept = () => [...tenant.table.items.values()].filter(({ sk }) => sk === "PIN");

describe("a pinned message", () => {
  it("takes the place of the one before", async () => {
    const second = await posted(maria, tenant, "second");
    expect((await pin(ruth)).statusCode).toBe(201);
    expect((await pin(ruth, second)).body).toMatchObject({ messageId: second });
    expect(kept()).toEqual([expect.objectContaining({ message: second })]);
  });
  it("can be taken down, also when there is none", async () => {
    await pin(ruth);
    expect([(await unpin(ruth)).statusCode, (await unpin(ruth)).statusCode]).toEqual([204, 204]);
    expect(kept()).toEqual([]);
  });
  it("must be there, in a thread of the space", async () => {
    expect((await pin(ruth, "01ARZ3NDEKTSV4RRFFQ69G5FAV")).problem).toEqual([404, "not-found"]);
    expect((await pin(ruth, message, tenant.lung.threadId)).problem).toEqual([404, "not-found"]);
  });
  it("is chosen by the care team alone", async () => {
    expect((await pin(maria)).problem).toEqual([403, "not-allowed"]);
  });
});
