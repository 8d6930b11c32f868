import { beforeEach, describe, expect, it } from "vitest";
import { type Asked, askedBy, handlerOf, posting, problemIn, reading } from "./kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "./kit/tenant.ts";

let tenant: TestTenant;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const answer = async (asked: Asked) => handlerOf(tenant)(await askedBy(maria, asked, tenant));
const faults = async (asked: Asked): Promise<unknown> => JSON.parse((await answer(asked)).body).errors;
const post = (body: string, headers: Asked["headers"] = {}): Asked => {
  const good = posting(tenant.heart, "");
  return { ...good, body, headers: { ...good.headers, ...headers } };
};

describe("a body", () => {
  it("is refused when it is not JSON, without a word of it", async () => {
    expect(await faults(post('{"text": zqx'))).toEqual([{ pointer: "#", code: "malformed-json" }]);
  });
  it("is refused when it is absent", async () => {
    const { body: _, ...none } = posting(tenant.heart, "");
    expect(await faults(none)).toEqual([{ pointer: "#", code: "malformed-json" }]);
  });
  it.each(["[]", "null", '"text"', "7"])("is refused when it is %s", async (body) => {
    expect(await faults(post(body))).toEqual([{ pointer: "#", code: "missing-or-wrong-type" }]);
  });
  it.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", ""])(
    "is refused as %j",
    async (type) => {
      const asked = post('{"text":"hello"}', { "Content-Type": [type] });
      expect(problemIn(await answer(asked))).toEqual([415, "unsupported-media-type"]);
    },
  );
  it("is refused with two content types", async () => {
    const types = ["application/json", "text/plain"];
    expect(problemIn(await answer(post('{"text":"hello"}', { "Content-Type": types })))).toEqual([
      415,
      "unsupported-media-type",
    ]);
  });
  it.each(["application/json;charset=utf-8", 'APPLICATION/JSON ; charset="UTF-8"'])(
    "is taken as %s",
    async (type) => {
      expect(await answer(post('{"text":"hello"}', { "Content-Type": [type] }))).toMatchObject({
        statusCode: 201,
      });
    },
  );
  it("is refused when it is larger than 64 KiB, counted in bytes", async () => {
    const large = JSON.stringify({ text: "é".repeat(32 * 1_024) });
    expect(problemIn(await answer(post(large)))).toEqual([413, "too-large"]);
  });
  it("is refused with an unknown field, whose name is not repeated", async () => {
    const response = await answer(post('{"text":"hello","zqxsecret":1}'));
    expect(JSON.parse(response.body).errors).toEqual([{ pointer: "#", code: "unknown-field" }]);
    expect(JSON.stringify(response)).not.toContain("zqxsecret");
  });
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("is refused with %s", async (name) => {
    expect(await faults(post(`{"text":"hello","${name}":{"text":"x"}}`))).toEqual([
      { pointer: "#", code: "unknown-field" },
    ]);
  });
  it("is refused when it is nested deeply", async () => {
    const deep = `{"text":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
    expect(await faults(post(deep))).toEqual([{ pointer: "#/text", code: "missing-or-wrong-type" }]);
  });
  it("is refused where the route takes none", async () => {
    expect(await faults(reading(tenant.heart, { body: "{}" }))).toEqual([
      { pointer: "#", code: "unexpected-body" },
    ]);
  });
  it("names at most 20 faults", async () => {
    const invite = (role: string, spaceIds: unknown): Asked => ({
      method: "POST",
      resource: "/v1/programs/{programId}/invitations",
      params: { programId: tenant.heart.programId },
      headers: { "Content-Type": ["application/json"], "Idempotency-Key": ["key-00000001"] },
      body: JSON.stringify({ role, spaceIds }),
    });
    const nurse = await tenant.join("nurse", "nurse", tenant.heart);
    const event = await askedBy(nurse, invite("nobody", Array(20).fill("x")), tenant);
    expect(JSON.parse((await handlerOf(tenant)(event)).body).errors).toHaveLength(20);
  });
});

describe("a query", () => {
  it("is refused when a parameter stands twice", async () => {
    expect(await faults(reading(tenant.heart, { query: { limit: ["1", "2"] } }))).toEqual([
      { pointer: "#/query", code: "repeated" },
    ]);
  });
  it.each(["zqxsecret", "constructor", "toString"])("is refused with the unknown %s", async (name) => {
    const query = Object.fromEntries([[name, ["1"]]]);
    const response = await answer(reading(tenant.heart, { query }));
    expect(problemIn(response)).toEqual([400, "invalid-request"]);
    expect(JSON.stringify(response)).not.toContain(name);
  });
  it.each(["0", "101", "-1", "1.5", "", "ten"])("is refused with the limit %j", async (limit) => {
    expect(await faults(reading(tenant.heart, { query: { limit: [limit] } }))).toEqual([
      { pointer: "#/query/limit", code: "wrong-form" },
    ]);
  });
  it("is refused where the route takes none", async () => {
    expect(await faults({ method: "GET", resource: "/v1/me", query: { limit: ["1"] } })).toEqual([
      { pointer: "#/query", code: "unknown-field" },
    ]);
  });
  it("is refused with a cursor that Kith did not make", async () => {
    const asked = reading(tenant.heart, { query: { cursor: ["abc"] } });
    expect(problemIn(await answer(asked))).toEqual([400, "invalid-cursor"]);
  });
});

describe("a path", () => {
  it("is refused with a parameter that the route does not have", async () => {
    const params = { ...tenant.heart, messageId: tenant.heart.threadId };
    expect(problemIn(await answer(reading(tenant.heart, { params })))).toEqual([404, "not-found"]);
  });
});
