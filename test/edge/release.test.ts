import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod/mini";
import type { Deadline } from "../../functions/edge/deadline.ts";
import { within } from "../../functions/edge/deadline.ts";
import type { AnyDecision } from "../../functions/edge/exchange.ts";
import { aliasId, memberId } from "../../functions/kernel/ids.ts";
import { membershipKey } from "../../functions/kernel/keys.ts";
import type { Count, Write } from "../../functions/kernel/ports.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import { newId } from "./kit/memory-platform.ts";
import { asking, ownRoute } from "./kit/own-route.ts";
import { askedBy, handlerOf, posting, problemIn } from "./kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "./kit/tenant.ts";

let tenant: TestTenant;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const write: Write = {
  kind: "create",
  table: "community",
  key: { pk: "THREAD#own", sk: "THREAD" },
  refuses: "changed-meanwhile",
  attributes: { v: 1 },
};
const answerOf = async (
  decide: Parameters<typeof ownRoute>[0],
  route: Parameters<typeof ownRoute>[1] = {},
  deadline?: Deadline,
) => handlerOf(tenant, [ownRoute(decide, route)], undefined, deadline)(await askedBy(maria, asking, tenant));
const refused = (...decided: Parameters<typeof answerOf>) => answerOf(...decided).then(problemIn);
const stored = () => [...tenant.table.items.values()].filter(({ pk }) => pk === "THREAD#own");
const outcomes = () => tenant.events.map(({ outcome }) => outcome);
const alarms = () => tenant.lines.filter(({ level }) => level === "alarm").map(({ event }) => event);

describe("an answer that its row does not know", () => {
  const wrong: readonly (readonly [string, AnyDecision["answer"]])[] = [
    ["a field too many", { status: 200, body: { text: "x", secret: "zqx" } }],
    ["a field too few", { status: 200, body: {} }],
    ["a field of another type", { status: 200, body: { text: 7 } }],
    ["a status that is not declared", { status: 201, body: { text: "x" } }],
    ["no body", { status: 200 }],
  ];
  it.each(wrong)("with %s is a failure that writes nothing", async (_, answer) => {
    const response = await answerOf(() => ({ answer, writes: [write] }));
    expect(problemIn(response)).toEqual([500, "internal"]);
    expect(JSON.stringify(response)).not.toContain("zqx");
    expect(stored()).toEqual([]);
    expect(outcomes()).toEqual(["error"]);
    expect(alarms()).toEqual(["failure"]);
  });
  it("fails when its schema is of a kind in which a person could hide", async () => {
    const answers = { 200: z.strictObject({ text: z.record(z.string(), z.string()) }) };
    const decide = () => ({ answer: { status: 200, body: { text: "x" } } });
    expect(await refused(decide, { answers })).toEqual([500, "internal"]);
  });
});

describe("an answer that names someone", () => {
  const someone = newId(memberId);
  const alias = newId(aliasId);
  const naming = (body: object): AnyDecision => ({ answer: { status: 200, body: { text: "x", ...body } } });

  it("is sent when the trail has them", async () => {
    const response = await answerOf(({ trail }) => {
      trail.disclose(someone);
      trail.discloseAlias(alias, someone);
      return naming({ people: [{ memberId: someone }, { memberId: null }], aliasId: alias });
    });
    expect(response.statusCode).toBe(200);
    expect(tenant.events.at(-1)?.subjects).toEqual([someone]);
  });
  it("is sent when it is the caller", async () => {
    expect(await answerOf(() => naming({ people: [{ memberId: maria.id }] }))).toMatchObject({
      statusCode: 200,
    });
  });
  it.each([
    ["a member", { people: [{ memberId: someone }] }],
    ["an alias", { aliasId: alias }],
  ])("is a failure with an alarm when the trail does not have %s", async (_, body) => {
    const response = await answerOf(() => ({ ...naming(body), writes: [write] }));
    expect(problemIn(response)).toEqual([500, "internal"]);
    expect(stored()).toEqual([]);
    expect(outcomes()).toEqual(["error"]);
    expect(alarms()).toContain("undisclosed-subject");
  });
  it("is a failure when the alias stands for another member than is disclosed", async () => {
    const response = await answerOf(({ trail }) => {
      trail.disclose(someone);
      return naming({ aliasId: alias });
    });
    expect(problemIn(response)).toEqual([500, "internal"]);
  });
});

describe("what is written", () => {
  it("becomes true with the event", async () => {
    await answerOf(() => ({ answer: { status: 200, body: { text: "x" } }, writes: [write] }));
    expect(stored()).toHaveLength(1);
    expect(outcomes()).toEqual(["ok"]);
  });
  it("is refused as a denial with an event of its own when a condition does not hold", async () => {
    tenant.write([write]);
    const decide = () => ({ answer: { status: 200, body: { text: "zqx" } }, writes: [write] });
    const response = await answerOf(decide);
    expect(problemIn(response)).toEqual([412, "changed-meanwhile"]);
    expect(response.body).not.toContain("zqx");
    expect(outcomes()).toEqual(["denied"]);
  });
  it("is refused when the author was put out between decision and commit", async () => {
    const key = membershipKey(maria.id, tenant.heart.programId);
    const platform = {
      ...tenant.platform,
      commit: async (...asked: Parameters<typeof tenant.platform.commit>) => {
        tenant.change(key, { state: "suspended" });
        return tenant.platform.commit(...asked);
      },
    };
    const event = await askedBy(maria, posting(tenant.heart, "hello"), tenant);
    expect(problemIn(await handlerOf({ ...tenant, platform })(event))).toEqual([404, "not-found"]);
    expect(outcomes()).toEqual(["denied"]);
  });
  it("is not sent when it is not certain that it became true", async () => {
    tenant.instead.push("fail");
    const response = await answerOf(() => ({
      answer: { status: 200, body: { text: "zqx" } },
      writes: [write],
    }));
    expect(problemIn(response)).toEqual([503, "unavailable"]);
    expect(response.headers["Retry-After"]).toBe("5");
    expect(response.body).not.toContain("zqx");
    expect(stored()).toEqual([]);
  });
});

describe("without an event", () => {
  it("nothing is sent, not even a refusal, and an alarm is raised", async () => {
    tenant.instead.push("fail", "fail");
    const response = await answerOf(() => ({ answer: { status: 200, body: { text: "zqx" } } }));
    expect(problemIn(response)).toEqual([503, "unavailable"]);
    expect(response.body).not.toContain("zqx");
    expect(tenant.events).toEqual([]);
    expect(alarms()).toEqual(["audit-failed"]);
  });
});

describe("what a refusal counts", () => {
  const count: Count = {
    kind: "count",
    table: "community",
    key: { pk: "THREAD#own", sk: "THREAD" },
    add: { n: 1 },
    set: { ttl: 7 },
  };
  const refusing = (alarm?: "guessed-codes") => () =>
    Promise.reject(new Problem("invitation-refused", { writes: [count], ...(alarm ? { alarm } : {}) }));

  it("becomes true with the refusal's event", async () => {
    expect(await refused(refusing())).toEqual([404, "invitation-refused"]);
    expect(await refused(refusing())).toEqual([404, "invitation-refused"]);
    expect(stored()).toMatchObject([{ n: 2, ttl: 7 }]);
    expect(outcomes()).toEqual(["denied", "denied"]);
    expect(alarms()).toEqual([]);
  });
  it.each(["fail", "repeat"] as const)(
    "keeps the refusal back when it is not written (%s), and alarms",
    async (instead) => {
      tenant.instead.push(instead);
      expect(await refused(refusing())).toEqual([503, "unavailable"]);
      expect([stored(), outcomes()]).toEqual([[], []]);
      expect(alarms()).toEqual(["audit-failed"]);
    },
  );
  it("is beside an alarm when the refusal has one", async () => {
    expect(await refused(refusing("guessed-codes"))).toEqual([404, "invitation-refused"]);
    expect(tenant.lines.filter(({ level }) => level === "alarm")).toEqual([
      { level: "alarm", event: "guessed-codes", requestId: "request-1", operation: "own" },
    ]);
  });
});

describe("a 304", () => {
  it("has an event that discloses nobody", async () => {
    const response = await answerOf(({ trail }) => {
      trail.disclose(newId(memberId));
      return { answer: { status: 304, version: "7" } };
    });
    expect(response).toMatchObject({ statusCode: 304, body: "", headers: { ETag: '"7"' } });
    expect(response.headers["Content-Type"]).toBeUndefined();
    expect(tenant.events).toEqual([expect.objectContaining({ outcome: "ok", subjects: [] })]);
  });
});

describe("an answer", () => {
  it("bears its version and the next page in headers", async () => {
    const response = await answerOf(() => ({
      answer: { status: 200, body: { text: "x" }, version: "3.1", next: "?cursor=abc" },
    }));
    expect(response.headers).toMatchObject({ ETag: '"3.1"', Link: '<?cursor=abc>; rel="next"' });
  });
});

describe("an endpoint that throws", () => {
  it("ends in its problem", async () => {
    expect(await refused(() => Promise.reject(new Problem("sealed")))).toEqual([503, "sealed"]);
  });
  it("ends in a failure that says nothing, and in an alarm with class and place alone", async () => {
    const decide = function failingPlace(): never {
      throw new RangeError("at zqxsecret (zqx)\n    at zqxother (zqx)");
    };
    const response = await answerOf(decide);
    expect(problemIn(response)).toEqual([500, "internal"]);
    expect(tenant.lines[0]).toMatchObject({
      event: "failure",
      error: "RangeError",
      at: "failingPlace",
    });
    expect(JSON.stringify([response, tenant.lines, tenant.events])).not.toContain("zqx");
  });
  it("ends alike when it throws what is no error", async () => {
    expect(await refused(() => Promise.reject("zqx"))).toEqual([500, "internal"]);
    expect(JSON.stringify(tenant.lines)).not.toContain("zqx");
  });
});

describe("the time to decide", () => {
  it("is over: unavailable, an error's event, and nothing of what comes late", async () => {
    const late = Promise.withResolvers<AnyDecision>();
    const atOnce: Deadline = (work) => within(work, 0);
    const response = await answerOf(() => late.promise, {}, atOnce);
    expect(problemIn(response)).toEqual([503, "unavailable"]);
    expect(outcomes()).toEqual(["error"]);
    late.resolve({ answer: { status: 200, body: { text: "zqx" } }, writes: [write] });
    await late.promise;
    await new Promise(setImmediate);
    expect(stored()).toEqual([]);
    expect(outcomes()).toEqual(["error"]);
  });
  it("is not over for what is decided, and a late refusal disturbs nobody", async () => {
    await expect(within(Promise.resolve(7), 10_000)).resolves.toBe(7);
    await expect(within(Promise.reject(new Problem("not-found")), 10_000)).rejects.toThrow("not-found");
  });
});

it("A repeat that lost the race decides again in what is left of one request's time", async () => {
  const given: number[] = [];
  const deadline: Deadline = async (work, milliseconds) => {
    given.push(milliseconds);
    tenant.clock.now += 4_000;
    return work;
  };
  tenant.instead.push("repeat");
  const event = await askedBy(maria, posting(tenant.heart, "hello"), tenant);
  await handlerOf(tenant, [], undefined, deadline)(event);
  expect(given).toEqual([6_000, 2_000]);
});
