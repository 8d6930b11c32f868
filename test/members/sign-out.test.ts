import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { authorise } from "../../functions/edge/authorise.ts";
import { memberKey } from "../../functions/kernel/keys.ts";
import { tokensFrom } from "../../functions/members/sign-out.ts";
import { signOutRoutes } from "../../functions/members/sign-out-routes.ts";
import { callerWith } from "../edge/kit/callers.ts";
import { type Asked, askedBy, handlerOf, problemIn } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const signingOut = (key = "key-00000001"): Asked => ({
  method: "POST",
  resource: "/v1/me/sign-out",
  headers: { "Idempotency-Key": [key] },
});
const self: Asked = { method: "GET", resource: "/v1/me" };
/** @param later seconds after now at which the token was issued. */
const asking = (asked: Asked, later = 0, person: Person = maria) =>
  askedBy(person, asked, tenant, { iat: Math.floor(tenant.clock.now / 1_000) + later });
const ask = async (asked: Asked, later?: number, person?: Person) =>
  handlerOf(tenant)(await asking(asked, later, person));
const ended = [401, "session-ended"];
const tasks = () =>
  [...tenant.table.items.values()].flatMap(({ pk, task }) =>
    pk === "OUTBOX#sign-in" && task instanceof Uint8Array ? [JSON.parse(Buffer.from(task).toString())] : [],
  );
const stored = () => tenant.table.items.get(`${memberKey(maria.id).pk} MEMBER`);

describe("signing out everywhere", () => {
  it("answers with nothing, and leaves an event that names its member", async () => {
    expect(await ask(signingOut())).toMatchObject({ statusCode: 204, body: "" });
    expect(tenant.events).toMatchObject([
      { action: "member.sign-out", outcome: "ok", actor: maria.id, subjects: [maria.id] },
    ]);
  });
  it("leaves the sign-in one task, with pool and subject, in the same transaction", async () => {
    await ask(signingOut());
    expect(tasks()).toEqual([{ do: "sign-out", pool: "members", subject: "maria" }]);
  });
  it("refuses at once the token that it was asked with, and every other one of before", async () => {
    const [own, older] = [await asking(self), await asking(self, -300)];
    await ask(signingOut());
    for (const event of [own, older]) expect(problemIn(await handlerOf(tenant)(event))).toEqual(ended);
  });
  it.each([0, 1, 500, 999])(
    "lets in who signs in afterwards, from the next second on, when it was at millisecond %i",
    async (ms) => {
      tenant.clock.now += ms;
      await ask(signingOut());
      expect(problemIn(await ask(self))).toEqual(ended);
      tenant.clock.now += 1_000;
      expect(await ask(self)).toMatchObject({ statusCode: 200 });
    },
  );
  it("ends also a token of a clock that is ahead of ours", async () => {
    expect(await ask(signingOut(), 3)).toMatchObject({ statusCode: 204 });
    expect(problemIn(await ask(self, 3))).toEqual(ended);
    expect(await ask(self, 4)).toMatchObject({ statusCode: 200 });
  });
  it("ends nobody else's sessions", async () => {
    const joe = await tenant.join("joe", "patient", tenant.heart);
    await ask(signingOut());
    expect(await ask(self, 0, joe)).toMatchObject({ statusCode: 200 });
  });
  it("keeps what the member chose and is", async () => {
    const before = stored();
    await ask(signingOut());
    expect({ ...stored(), tokensFrom: 0 }).toEqual(before);
  });
  it("is for whoever is a member, of whichever pool", async () => {
    const officer = await tenant.join("olivia", "officer");
    expect(await ask(signingOut(), 0, officer)).toMatchObject({ statusCode: 204 });
    expect(tasks()).toEqual([{ do: "sign-out", pool: "workforce", subject: "olivia" }]);
  });
  it("is refused to who is no member, and tells the sign-in nothing", async () => {
    const nobody = { ...maria, subject: "nobody" };
    expect(problemIn(await ask(signingOut(), 0, nobody))).toEqual([403, "not-a-member"]);
    expect(tasks()).toEqual([]);
  });
  it("without an Idempotency-Key ends nothing", async () => {
    expect(problemIn(await ask({ ...signingOut(), headers: {} }))).toEqual([400, "idempotency-key-required"]);
    expect(await ask(self)).toMatchObject({ statusCode: 200 });
  });
});

describe("a repeat of signing out", () => {
  it("with the token of before is refused: it has worked", async () => {
    await ask(signingOut());
    expect(problemIn(await ask(signingOut()))).toEqual(ended);
    expect(tasks()).toHaveLength(1);
  });
  it("with a token of afterwards is answered as the first one, and leaves that token good", async () => {
    await ask(signingOut());
    tenant.clock.now += 2_000;
    expect(await ask(signingOut())).toMatchObject({ statusCode: 204 });
    expect(tenant.events.at(-1)).toMatchObject({ action: "replay", subjects: [maria.id] });
    expect(await ask(self)).toMatchObject({ statusCode: 200 });
    expect(tasks()).toHaveLength(1);
  });
  it("under another key ends the sessions of afterwards too", async () => {
    await ask(signingOut());
    tenant.clock.now += 2_000;
    expect(await ask(signingOut("key-00000002"))).toMatchObject({ statusCode: 204 });
    expect(problemIn(await ask(self))).toEqual(ended);
  });
});

describe("two devices that sign out at once", () => {
  it("are one that does and one that is signed out, with one task", async () => {
    const handler = handlerOf(tenant);
    const events = [await asking(signingOut("key-00000001")), await asking(signingOut("key-00000002"))];
    const [first, second] = await Promise.all(events.map(handler));
    expect(first?.statusCode).toBe(204);
    expect(second && problemIn(second)).toEqual(ended);
    expect(tasks()).toHaveLength(1);
  });
});

describe("the instant from which tokens are good", () => {
  const ms = fc.integer({ min: 0, max: 4_102_444_800_000 });
  const row = signOutRoutes.signOut;
  const refusalOf = (issuedAt: number, from: number) => {
    const caller = callerWith({ tokensFrom: from });
    return authorise(row, { ...caller, identity: { ...caller.identity, issuedAt } }, {});
  };

  it("counts the second of signing out as before, also at its very beginning", () => {
    expect(refusalOf(5_000, tokensFrom(0, 1_000, 5_000))).toBe("session-ended");
    expect(refusalOf(6_000, tokensFrom(0, 1_000, 5_000))).toBeUndefined();
  });
  it("never goes backwards", () => {
    fc.assert(
      fc.property(ms, ms, ms, (known, issuedAt, now) => {
        expect(tokensFrom(known, issuedAt, now)).toBeGreaterThanOrEqual(known);
      }),
    );
  });
  it("refuses the token that signed out and whatever was issued up to now, and takes what comes a second later", () => {
    const seconds = fc.integer({ min: 0, max: 4_102_444_800 }).map((each) => each * 1_000);
    fc.assert(
      fc.property(seconds, fc.oneof(ms, seconds), fc.nat(100_000), (issuedAt, now, ago) => {
        const from = tokensFrom(0, issuedAt, now);
        const inSeconds = (each: number): number => Math.floor(each / 1_000) * 1_000;
        expect(refusalOf(issuedAt, from)).toBe("session-ended");
        expect(refusalOf(inSeconds(Math.max(0, now - ago)), from)).toBe("session-ended");
        expect(refusalOf(inSeconds(Math.max(issuedAt, now)) + 1_000, from)).toBeUndefined();
      }),
    );
  });
});
