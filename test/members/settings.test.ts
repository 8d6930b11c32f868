import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { memberKey, settingsKey } from "../../functions/kernel/keys.ts";
import { type Settings, settings, settingsChange } from "../../functions/members/settings.ts";
import { type Asked, askedBy, handlerOf, problemIn, reading } from "../edge/kit/requests.ts";
import { type Person, type TestTenant, testTenant } from "../edge/kit/tenant.ts";

let tenant: TestTenant;
let maria: Person;
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
});

const resource = "/v1/me/settings";
const answer = async (asked: Asked, person: Person = maria) =>
  handlerOf(tenant)(await askedBy(person, asked, tenant));
const read = (headers: Asked["headers"] = {}) => answer({ method: "GET", resource, headers });
const changing = (body: object, version: string): Asked => ({
  method: "PATCH",
  resource,
  headers: { "Content-Type": ["application/json"], "If-Match": [`"${version}"`] },
  body: JSON.stringify(body),
});
const change = (body: object, version: string, person?: Person) => answer(changing(body, version), person);
const stored = () => tenant.table.items.get(`${memberKey(maria.id).pk} SETTINGS`);
const defaults: Settings = {
  textSize: 100,
  language: "en",
  theme: "system",
  notifications: "daily",
  quietHours: null,
};

describe("settings that nobody has chosen yet", () => {
  it("are the defaults, as version 0", async () => {
    const response = await read();
    expect(response).toMatchObject({ statusCode: 200, headers: { ETag: '"0"' } });
    expect(JSON.parse(response.body)).toEqual(defaults);
    expect(tenant.events.at(-1)).toMatchObject({ action: "member.read-settings", subjects: [maria.id] });
  });
  it("are in the language that the client asks for, and are sent again for another one", async () => {
    const response = await read({ "Accept-Language": ["es"], "If-None-Match": ['"0"'] });
    expect(JSON.parse(response.body)).toEqual({ ...defaults, language: "es" });
  });
  it("keep that language when something else is chosen", async () => {
    const asked = changing({ textSize: 150 }, "0");
    const response = await answer({ ...asked, headers: { ...asked.headers, "Accept-Language": ["es"] } });
    expect(JSON.parse(response.body)).toEqual({ ...defaults, language: "es", textSize: 150 });
  });
});

describe("a change of settings", () => {
  it("answers all of them, under the version that it made", async () => {
    const quietHours = { from: "22:00", to: "07:00" };
    const first = await change({ textSize: 150, theme: "contrast" }, "0");
    expect(first).toMatchObject({ statusCode: 200, headers: { ETag: '"1"' } });
    const second = await change({ quietHours, notifications: "never" }, "1");
    expect(second.headers.ETag).toBe('"2"');
    const expected = { ...defaults, textSize: 150, theme: "contrast", notifications: "never", quietHours };
    expect(JSON.parse(second.body)).toEqual(expected);
    expect(JSON.parse((await read()).body)).toEqual(expected);
  });
  it("ends the quiet hours with null", async () => {
    await change({ quietHours: { from: "22:00", to: "07:00" } }, "0");
    expect(JSON.parse((await change({ quietHours: null }, "1")).body).quietHours).toBeNull();
  });
  it("leaves what it does not name, whatever has been chosen", async () => {
    const chosen = fc.record({
      textSize: fc.integer({ min: 10, max: 20 }).map((tens) => tens * 10),
      language: fc.constantFrom("en", "es"),
      theme: fc.constantFrom("system", "light", "dark", "contrast"),
      notifications: fc.constantFrom("each", "daily", "weekly", "never"),
      quietHours: fc.constantFrom(null, { from: "22:00", to: "07:00" }, { from: "00:00", to: "23:59" }),
    });
    const some = chosen.chain((all) => fc.subarray(Object.entries(all)).map(Object.fromEntries));
    await fc.assert(
      fc.asyncProperty(fc.array(some, { minLength: 1, maxLength: 5 }), async (changes) => {
        const joe = await tenant.join(`joe-${tenant.table.items.size}`, "patient");
        let expected: object = defaults;
        for (const [version, each] of changes.entries()) {
          expected = { ...expected, ...each };
          expect(JSON.parse((await change(each, String(version), joe)).body)).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });
  it("says in its event whose settings it changed, and commits to what was sealed", async () => {
    await change({ textSize: 150 }, "0");
    const [event] = tenant.events;
    expect(event).toMatchObject({ action: "member.change-settings", outcome: "ok", subjects: [maria.id] });
    expect(event?.commitments).toHaveLength(1);
  });
  it("stores nothing in clear but the version, and the language on the member", async () => {
    await change({ theme: "dark", language: "es" }, "0");
    expect({ ...stored(), settings: "sealed" }).toEqual({
      ...settingsKey(maria.id),
      settings: "sealed",
      v: 1,
    });
    expect(stored()?.settings).toBeInstanceOf(Uint8Array);
    expect(tenant.table.items.get(`${memberKey(maria.id).pk} MEMBER`)).toMatchObject({ language: "es" });
  });
  it("makes every later answer speak the language, refusals included, whatever the client asks for", async () => {
    await change({ language: "es" }, "0");
    const headers = { "Accept-Language": ["en"] };
    const refused = await answer(reading(tenant.lung, { headers }));
    expect(JSON.parse(refused.body).title).toBe("No lo encontramos");
    const self = await answer({ method: "GET", resource: "/v1/me", headers });
    expect(JSON.parse(self.body).programs[0].title).toBe("palabras");
    for (const { headers: sent } of [refused, self]) expect(sent["Content-Language"]).toBe("es");
  });
  it("can be made by everybody who is a member", async () => {
    for (const role of ["helper", "mentor", "nurse", "manager", "officer", "administrator"] as const) {
      const program = role === "officer" || role === "administrator" ? undefined : tenant.heart;
      const person = await tenant.join(role, role, program);
      expect(await change({ theme: "light" }, "0", person)).toMatchObject({ statusCode: 200 });
    }
  });
});

describe("settings", () => {
  it("are not sent again while they are what the client has, and nothing is opened for that", async () => {
    await change({ textSize: 150 }, "0");
    const known = await read({ "If-None-Match": ['"1"'] });
    expect(known).toMatchObject({ statusCode: 304, body: "", headers: { ETag: '"1"' } });
    expect(tenant.events.at(-1)).toMatchObject({ outcome: "ok", subjects: [] });
    await change({ textSize: 160 }, "1");
    expect(await read({ "If-None-Match": ['"1"'] })).toMatchObject({ statusCode: 200 });
  });
  it("that do not open are not replaced by a guess", async () => {
    await change({ textSize: 150 }, "0");
    tenant.change(settingsKey(maria.id), { v: 2 });
    expect(problemIn(await read())).toEqual([503, "unavailable"]);
    expect(problemIn(await change({ textSize: 200 }, "2"))).toEqual([503, "unavailable"]);
  });
});

describe("a change of settings is refused, and changes nothing,", () => {
  const wrong: readonly (readonly [string, object, string])[] = [
    ["for a text smaller than usual", { textSize: 90 }, "#/textSize"],
    ["for a text of more than twice the size", { textSize: 210 }, "#/textSize"],
    ["for a size between two steps", { textSize: 115 }, "#/textSize"],
    ["for half a percent", { textSize: 100.5 }, "#/textSize"],
    ["for a language that Kith does not speak", { language: "de" }, "#/language"],
    ["for a theme that there is not", { theme: "pink" }, "#/theme"],
    ["for another rhythm of notifications", { notifications: "hourly" }, "#/notifications"],
    [
      "for quiet hours that end when they begin",
      { quietHours: { from: "22:00", to: "22:00" } },
      "#/quietHours/to",
    ],
    ["for quiet hours without an end", { quietHours: { from: "22:00" } }, "#/quietHours/to"],
    ["for an hour that no clock has", { quietHours: { from: "24:00", to: "07:00" } }, "#/quietHours/from"],
    ["for a minute that no clock has", { quietHours: { from: "22:60", to: "07:00" } }, "#/quietHours/from"],
    ["for an hour of one digit", { quietHours: { from: "22:00", to: "7:00" } }, "#/quietHours/to"],
    ["for a time with more behind it", { quietHours: { from: "22:00", to: "07:00Z" } }, "#/quietHours/to"],
    ["for a time with more before it", { quietHours: { from: "122:00", to: "07:00" } }, "#/quietHours/from"],
    ["for no theme at all", { theme: null }, "#/theme"],
    ["for a field that is not known", { color: "pink" }, "#"],
  ];
  it.each(wrong)("%s", async (_, body, pointer) => {
    const response = await change(body, "0");
    expect(problemIn(response)).toEqual([400, "invalid-request"]);
    expect(JSON.parse(response.body).errors).toMatchObject([{ pointer }]);
    expect(stored()).toBeUndefined();
  });
  it("without the version that it changes", async () => {
    const asked = { ...changing({ textSize: 150 }, "0"), headers: { "Content-Type": ["application/json"] } };
    expect(problemIn(await answer(asked))).toEqual([428, "precondition-required"]);
  });
  it("for a version that is not the present one", async () => {
    expect(problemIn(await change({ textSize: 150 }, "1"))).toEqual([412, "changed-meanwhile"]);
    await change({ textSize: 150 }, "0");
    for (const version of ["0", "2", "01", "none"])
      expect(problemIn(await change({ textSize: 160 }, version))).toEqual([412, "changed-meanwhile"]);
    expect(stored()).toMatchObject({ v: 1 });
  });
  it("to who is no member", async () => {
    const nobody = { ...maria, subject: "nobody" };
    expect(problemIn(await change({ textSize: 150 }, "0", nobody))).toEqual([403, "not-a-member"]);
  });
  it("to who is suspended between decision and commit", async () => {
    const { commit } = tenant.platform;
    const late: typeof commit = (...all) => {
      tenant.change(memberKey(maria.id), { state: "suspended" });
      return commit(...all);
    };
    const handler = handlerOf({ ...tenant, platform: { ...tenant.platform, commit: late } });
    const event = await askedBy(maria, changing({ textSize: 150 }, "0"), tenant);
    expect(problemIn(await handler(event))).toEqual([403, "member-suspended"]);
    expect(stored()).toBeUndefined();
  });
});

describe("two devices that change settings at once", () => {
  it.each(["0", "1"])("are one that wins and one that is told, from version %s", async (version) => {
    if (version === "1") await change({ textSize: 110 }, "0");
    const handler = handlerOf(tenant);
    const asked = [changing({ theme: "dark" }, version), changing({ textSize: 200 }, version)];
    const events = await Promise.all(asked.map((each) => askedBy(maria, each, tenant)));
    const [first, second] = await Promise.all(events.map(handler));
    expect(first?.statusCode).toBe(200);
    expect(second && problemIn(second)).toEqual([412, "changed-meanwhile"]);
    expect(JSON.parse((await read()).body)).toEqual(JSON.parse(first?.body ?? ""));
  });
});

describe("the schema of settings", () => {
  it("takes every step from 100 to 200 percent and every minute of a day", () => {
    for (let textSize = 100; textSize <= 200; textSize += 10)
      expect(settingsChange.safeParse({ textSize }).success).toBe(true);
    const minutes = Array.from({ length: 24 * 60 }, (_, minute) =>
      [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":"),
    );
    for (const [index, from] of minutes.entries()) {
      const to = minutes[(index + 1) % minutes.length];
      expect(settingsChange.safeParse({ quietHours: { from, to } }).success, from).toBe(true);
    }
  });
  it("asks for all of them where all are told", () => {
    expect(settings.safeParse({ ...defaults, theme: undefined }).success).toBe(false);
    expect(settingsChange.safeParse({}).success).toBe(true);
  });
});
