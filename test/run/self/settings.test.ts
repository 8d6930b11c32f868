import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../kit/ask.ts";
import { newcomer } from "../kit/people.ts";
import { bytesIn, itemsOf, textOf } from "../kit/tables.ts";
import { eventsOf } from "../kit/trail.ts";
import { messagesIn, place } from "../tenant.ts";

const path = "/v1/me/settings";
type Headers = Readonly<Record<string, string>>;
const read = (token: string, headers: Headers = {}) => ask({ method: "GET", path, token, headers });
const change = (token: string, version: string, body: unknown) =>
  ask({ method: "PATCH", path, token, headers: { "If-Match": `"${version}"` }, body });

describe("A member's settings", () => {
  let token: string;
  let memberId: string;
  beforeAll(async () => {
    const made = await newcomer("patient");
    token = made.token;
    memberId = (await made.client.GET("/v1/me")).data?.memberId ?? "";
  });

  it("are the defaults before anything is chosen, then what was chosen, with a version each time", async () => {
    const before = await read(token);
    expect(before).toMatchObject({ status: 200, body: { textSize: 100, language: "en", quietHours: null } });
    expect(before.headers.get("etag")).toBe('"0"');
    const quietHours = { from: "21:30", to: "06:45" };
    const changed = await change(token, "0", { textSize: 180, theme: "contrast", quietHours });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("etag")).toBe('"1"');
    expect(changed.body).toEqual({
      textSize: 180,
      language: "en",
      theme: "contrast",
      notifications: "daily",
      quietHours,
    });
    const after = await read(token);
    expect(after.body).toEqual(changed.body);
    expect(after.headers.get("etag")).toBe('"1"');
  });

  it("are not sent to who has them, which opens nothing and names nobody", async () => {
    const known = await read(token, { "If-None-Match": '"1"' });
    expect(known).toMatchObject({ status: 304, body: undefined });
    expect(await eventsOf(known.requestId, "member.read-settings")).toMatchObject([
      { outcome: "ok", subjects: [] },
    ]);
  });

  it("stand in the trail with whose they are, when read and when changed", async () => {
    const [seen, changed] = [await read(token), await change(token, "1", { theme: "dark" })];
    expect(await eventsOf(seen.requestId, "member.read-settings")).toMatchObject([
      { outcome: "ok", actor: memberId, subjects: [memberId] },
    ]);
    expect(await eventsOf(changed.requestId, "member.change-settings")).toMatchObject([
      { outcome: "ok", actor: memberId, subjects: [memberId] },
    ]);
  });

  it("lie sealed under the member's key, beside their version alone", async () => {
    const [item] = (await itemsOf("community")).filter(
      (each) => textOf(each, "pk") === `MEMBER#${memberId}` && textOf(each, "sk") === "SETTINGS",
    );
    expect(Object.keys(item ?? {}).toSorted()).toEqual(["pk", "settings", "sk", "v"]);
    const sealed = bytesIn(item?.settings);
    // Padded to 256 bytes: no choice shows in the length.
    expect((sealed?.length ?? 0) - 97).toBe(256);
    expect(sealed?.includes("contrast")).toBe(false);
  });

  it("are refused for a version that is not the present one, and without any", async () => {
    expect(await change(token, "1", { textSize: 100 })).toMatchObject({
      status: 412,
      body: { type: "urn:kith:problem:changed-meanwhile" },
    });
    expect(await ask({ method: "PATCH", path, token, body: { textSize: 100 } })).toMatchObject({
      status: 428,
      body: { type: "urn:kith:problem:precondition-required" },
    });
    expect((await read(token)).body).toMatchObject({ textSize: 180, theme: "dark" });
  });
});

describe("The language of a member", () => {
  it("is that of every later answer, refusals included, whatever the client asks for", async () => {
    const { token } = await newcomer("patient");
    const english = { "Accept-Language": "en" };
    const elsewhere = messagesIn(place("diabetes", "daily-life"));
    const refused = () => ask({ method: "GET", path: elsewhere, token, headers: english });
    expect((await refused()).body).toMatchObject({ status: 404, title: "We cannot find this" });

    expect((await change(token, "0", { language: "es" })).status).toBe(200);

    const after = await refused();
    expect(after.body).toMatchObject({ status: 404, title: "No lo encontramos" });
    const self = await ask({ method: "GET", path: "/v1/me", token, headers: english });
    expect(self.body).toMatchObject({ programs: [{ title: "Vivir con insuficiencia cardíaca" }] });
    const stale = await change(token, "0", { language: "en" });
    for (const { headers } of [after, self, stale]) expect(headers.get("content-language")).toBe("es");
  });
});
