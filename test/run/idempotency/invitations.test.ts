import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { ask } from "../kit/ask.ts";
import { invitation, joining, stranger } from "../kit/people.ts";
import { itemsUnder } from "../kit/stored.ts";
import { tenantControl } from "../tenant.ts";

const dayMs = 24 * 60 * 60 * 1_000;
type Stranger = Awaited<ReturnType<typeof stranger>>;

const accept = ({ token }: Pick<Stranger, "token">, code: string) =>
  ask({
    method: "POST",
    path: "/v1/invitations/accept",
    token,
    headers: { "idempotency-key": randomUUID() },
    body: joining(code),
  });
const refused = { status: 404, body: { type: "urn:kith:problem:invitation-refused" } };
const members = async () => (await itemsUnder("community", "MEMBER#", "MEMBER")).length;

describe("An invitation", () => {
  afterAll(() => tenantControl.setClock(0));

  it("lets one person in, once: not again, and nobody else", async () => {
    const [code, first, second] = [await invitation(), await stranger(), await stranger()];
    expect((await accept(first, code)).status).toBe(201);
    expect(await accept(first, code)).toMatchObject(refused);
    expect(await accept(second, code)).toMatchObject(refused);
  });

  it("makes one member of two people who use it at the same time", async () => {
    const [code, first, second] = [await invitation(), await stranger(), await stranger()];
    const before = await members();
    const answers = await Promise.all([accept(first, code), accept(second, code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 404]);
    expect(await members()).toBe(before + 1);
  });

  it("makes one member of one person who sends it twice at the same time", async () => {
    const [code, person, before] = [await invitation(), await stranger(), await members()];
    const answers = await Promise.all([accept(person, code), accept(person, code)]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await members()).toBe(before + 1);
  });

  it("makes one member of a person who accepts two invitations at the same time", async () => {
    const person = await stranger();
    const codes = [await invitation(), await invitation("patient", "diabetes")];
    const before = await members();
    const answers = await Promise.all(codes.map((code) => accept(person, code)));
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    expect(await members()).toBe(before + 1);
  });

  it("is refused to who signed in at the other pool, and left for whom it is", async () => {
    const [code, patient, colleague] = [await invitation(), await stranger(), await stranger("workforce")];
    expect(await accept(colleague, code)).toMatchObject(refused);
    expect((await accept(patient, code)).status).toBe(201);
  });

  it("is read as people type: in groups, in lower case, with letters for digits", async () => {
    const typed = [
      (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`,
      (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `,
      (code: string) => code.toLowerCase(),
      (code: string) => code.replaceAll("0", "O").replaceAll("1", "l"),
    ];
    for (const way of typed)
      expect((await accept(await stranger(), way(await invitation()))).status).toBe(201);
  });

  it("ends after thirty days, in the words for a code that never was", async () => {
    const [code, person] = [await invitation(), await stranger()];
    await tenantControl.setClock(31 * dayMs);
    const late = await accept({ token: await person.tokenNow() }, code);
    const never = await accept({ token: await person.tokenNow() }, "0000000000");
    expect(late).toMatchObject(refused);
    expect({ ...(late.body as object), requestId: "" }).toEqual({ ...(never.body as object), requestId: "" });
    await tenantControl.setClock(0);
    expect((await accept({ token: await person.tokenNow() }, code)).status).toBe(201);
  });
});
