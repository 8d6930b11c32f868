import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { hour } from "../../functions/kernel/clock.ts";
import { invitationId } from "../../functions/kernel/ids.ts";
import { rateKey } from "../../functions/kernel/keys.ts";
import { hourOf, mustWait, untilNextHour } from "../../functions/members/guessing.ts";
import { invitationStore } from "../../functions/members/invitation-store.ts";
import { inForce } from "../../functions/members/notices.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { type Asked, askedBy, handlerOf, problemIn } from "../edge/kit/requests.ts";
import { type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await testTenant();
});

const noCode = "0123456789";
let keys = 0;
const accepting = (code: string, instead: object = {}): Asked => ({
  method: "POST",
  resource: "/v1/invitations/accept",
  headers: { "Content-Type": ["application/json"], "Idempotency-Key": [`key-${++keys}-000000`] },
  body: JSON.stringify({ code, alias: "Rosa", ...inForce, ...instead }),
});
const guess = async (subject: string, code = noCode, instead?: object) =>
  handlerOf(tenant)(await askedBy({ subject, pool: "members" }, accepting(code, instead), tenant));
const refusal = async (...asked: Parameters<typeof guess>) => problemIn(await guess(...asked));
const times = async (count: number, subject: string): Promise<void> => {
  for (let time = 0; time < count; time += 1) await guess(subject);
};
const refused = [404, "invitation-refused"];
const waiting = [429, "too-many-requests"];
const counts = () =>
  [...tenant.table.items.values()].flatMap(({ pk, n }) => (pk.startsWith("RATE#") ? [n] : []));
const alarms = () => tenant.lines.flatMap(({ level, event }) => (level === "alarm" ? [event] : []));

/** A code that works. */
async function code(): Promise<string> {
  const place = { program: tenant.heart.programId, spaces: [tenant.heart.spaceId] };
  const made = await invitationStore(tenant.ports()).create({
    id: newId(invitationId),
    role: "patient",
    now: tenant.clock.now,
    ...place,
  });
  tenant.write([made.write]);
  return made.code;
}
/** Its beginning. Not of this hour: a token of the past may have ended by the machine's clock. */
const nextHour = (): number => (hourOf(tenant.clock.now) + 1) * hour;
/** As if so many codes had failed in the whole tenant in this hour. */
async function failedBefore(n: number): Promise<void> {
  const all = await tenant.ports().vault.blindIndex("failed-code", "everybody");
  tenant.change(rateKey(all, hourOf(tenant.clock.now)), { n });
}

describe("an account whose codes do not work", () => {
  it("is refused ten times as ever, and then has to wait for the end of the hour", async () => {
    tenant.clock.now = nextHour() + 59 * 60_000;
    for (let time = 0; time < 10; time += 1) expect(await refusal("eve")).toEqual(refused);
    const response = await guess("eve");
    expect(problemIn(response)).toEqual(waiting);
    expect(response.headers["Retry-After"]).toBe("60");
    expect(alarms()).toEqual([]);
  });
  it("finds the right code after nine failures, and not after ten", async () => {
    const right = await code();
    await times(9, "rosa");
    await times(10, "eve");
    expect(await refusal("eve", right)).toEqual(waiting);
    expect(await guess("rosa", right)).toMatchObject({ statusCode: 201 });
  });
  it("waits without that any code is looked up, and is not counted for it", async () => {
    await times(10, "eve");
    const before = { counts: counts(), calls: tenant.table.calls() };
    const one = await code();
    const answers = [await guess("eve", one), await guess("eve", noCode)];
    expect(answers.map(problemIn)).toEqual([waiting, waiting]);
    expect({ ...answers[0], body: "" }).toEqual({ ...answers[1], body: "" });
    // The sign-in's member twice, as for any stranger, and the two counts.
    expect(tenant.table.calls() - before.calls).toBe(2 * 3);
    expect(counts()).toEqual(before.counts);
  });
  it("begins anew with the next hour", async () => {
    tenant.clock.now = nextHour();
    await times(10, "eve");
    tenant.clock.now += hour - 1;
    expect(await refusal("eve")).toEqual(waiting);
    tenant.clock.now += 1;
    expect(await guess("eve", await code())).toMatchObject({ statusCode: 201 });
  });
  it("keeps nobody else waiting", async () => {
    await times(10, "eve");
    expect(await guess("rosa", await code())).toMatchObject({ statusCode: 201 });
  });
  it("leaves an event of each refusal, and one of each wait", async () => {
    await times(11, "eve");
    expect(tenant.events.map(({ outcome, extra }) => `${outcome} ${extra?.problem}`)).toEqual([
      ...Array(10).fill("denied invitation-refused"),
      "denied too-many-requests",
    ]);
  });
});

describe("a failure is counted", () => {
  it("for the account and for all, together with its event", async () => {
    await times(2, "eve");
    await guess("mallory");
    expect(counts().toSorted()).toEqual([1, 2, 3]);
  });
  it("until a day after its hour", async () => {
    await guess("eve");
    const ends = [...tenant.table.items.values()].filter(({ pk }) => pk.startsWith("RATE#"));
    const ttl = ((hourOf(tenant.clock.now) + 1) * hour + 24 * hour) / 1_000;
    expect(ends).toMatchObject([{ ttl }, { ttl }]);
  });
  it("when the code was used, has ended, or is for another pool", async () => {
    const used = await code();
    await guess("rosa", used);
    await guess("eve", used);
    expect(counts()).toEqual([1, 1]);
  });
  it("not when the code works, nor when the request says too little or agrees to other rules", async () => {
    await guess("rosa", await code());
    await guess("eve", "too short");
    await guess("eve", noCode, { rulesVersion: 99 });
    expect(counts()).toEqual([]);
  });
  it("or not answered: what cannot be counted is not said", async () => {
    tenant.instead.push("fail");
    const response = await guess("eve");
    expect(problemIn(response)).toEqual([503, "unavailable"]);
    expect([tenant.events, counts()]).toEqual([[], []]);
    expect(alarms()).toEqual(["audit-failed"]);
  });
});

describe("a tenant in which a thousand codes have failed within an hour", () => {
  beforeEach(async () => {
    tenant.clock.now = nextHour();
    await guess("eve");
  });
  it("lets nobody in until the hour is over, and alarms at each try", async () => {
    await failedBefore(999);
    expect(await refusal("mallory")).toEqual(refused);
    const response = await guess("rosa", await code());
    expect(problemIn(response)).toEqual(waiting);
    expect(response.headers["Retry-After"]).toBe("3600");
    expect(tenant.lines.filter(({ level }) => level === "alarm")).toEqual([
      { level: "alarm", event: "guessed-codes", requestId: "request-1", operation: "acceptInvitation" },
    ]);
  });
  it("lets people in again with the next hour", async () => {
    await failedBefore(1_000);
    tenant.clock.now += hour;
    expect(await guess("rosa", await code())).toMatchObject({ statusCode: 201 });
    expect(alarms()).toEqual([]);
  });
});

describe("the limits of guessing", () => {
  it("are the account's at 10 and everybody's at 1,000, which goes before", () => {
    expect(mustWait({ own: 9, all: 999 })).toBeUndefined();
    expect(mustWait({ own: 10, all: 999 })).toBe("account");
    expect(mustWait({ own: 0, all: 1_000 })).toBe("everybody");
    expect(mustWait({ own: 10, all: 1_000 })).toBe("everybody");
  });
  it("wait until the next hour begins, and not a second longer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (now) => {
        const wait = untilNextHour(now);
        expect(hourOf(now + wait * 1_000)).toBe(hourOf(now) + 1);
        expect(hourOf(now + (wait - 1) * 1_000)).toBe(hourOf(now));
      }),
    );
  });
});
