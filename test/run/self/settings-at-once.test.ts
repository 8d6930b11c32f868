import { describe, expect, it } from "vitest";
import type { Settings } from "../../../functions/members/settings.ts";
import { type Answer, ask } from "../kit/ask.ts";
import { newcomer } from "../kit/people.ts";

const path = "/v1/me/settings";
const versionOf = ({ headers }: Answer): string => headers.get("etag") ?? "";
const read = (token: string) => ask({ method: "GET", path, token });
const change = (token: string, version: string, body: Partial<Settings>) =>
  ask({ method: "PATCH", path, token, headers: { "If-Match": version }, body });

/** What each client wants: one choice of its own, so that a lost one shows. */
const wishes: readonly Partial<Settings>[] = Array.from({ length: 32 }, (_, at) => [
  { textSize: 110 + (at % 10) * 10 },
  { theme: (["light", "dark", "contrast"] as const)[at % 3] ?? "light" },
  { notifications: (["each", "weekly", "never"] as const)[at % 3] ?? "each" },
  { quietHours: { from: "22:00", to: `06:${10 + at}` } },
]).map((kinds, at) => kinds[at % kinds.length] ?? {});

describe("Thirty-two devices that change the settings of one member at once", () => {
  it("from one version are one that wins; the others are told, and what won is what is kept", async () => {
    const { token } = await newcomer("patient");
    for (const version of ['"0"', '"1"']) {
      const answers = await Promise.all(wishes.map((wish) => change(token, version, wish)));
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      const lost = answers.filter(({ body }) => Object(body).type === "urn:kith:problem:changed-meanwhile");
      expect(lost).toHaveLength(31);
      const kept = await read(token);
      expect([versionOf(kept), kept.body]).toEqual([won[0] && versionOf(won[0]), won[0]?.body]);
    }
  });

  it("and twelve that read again until each has got through lose nothing: each version is the one before and a wish", async () => {
    const twelve = wishes.slice(0, 12);
    const { token } = await newcomer("patient");
    const begun = (await read(token)).body;
    const done: { readonly version: number; readonly wish: Partial<Settings>; readonly body: unknown }[] = [];
    const insist = async (wish: Partial<Settings>): Promise<void> => {
      const answer = await change(token, versionOf(await read(token)), wish);
      if (answer.status === 412) return insist(wish);
      expect(answer.status).toBe(200);
      done.push({ version: Number(JSON.parse(versionOf(answer))), wish, body: answer.body });
    };
    await Promise.all(twelve.map(insist));

    const inOrder = done.toSorted((a, b) => a.version - b.version);
    expect(inOrder.map(({ version }) => version)).toEqual(twelve.map((_, at) => at + 1));
    for (const [at, { wish, body }] of inOrder.entries())
      expect(body).toEqual({ ...Object(inOrder[at - 1]?.body ?? begun), ...wish });
    expect((await read(token)).body).toEqual(inOrder.at(-1)?.body);
  });
});
