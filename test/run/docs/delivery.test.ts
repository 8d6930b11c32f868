import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Ended, kith } from "../../cli/kit/command.ts";
import { dayFromToday } from "../kit/trail.ts";
import { clientOf, facts, tenantControl, tokenOf } from "../tenant.ts";

const page = readFileSync("docs/review.md", "utf8");
const folder = mkdtempSync(join(tmpdir(), "kith-delivery-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Types the page's command. @param lines of the access log. */
async function delivery(lines: readonly string[]): Promise<Ended> {
  const [, typed = ""] = /^KITH_TOKEN=\$OFFICER npx kith (audit delivery .*)$/m.exec(page) ?? [];
  const log = join(folder, "access.log");
  writeFileSync(log, lines.map((line) => `${line}\n`).join(""));
  const values: Readonly<Record<string, string>> = {
    $API: facts.apiUrl,
    ".kith/logs/access.log": log,
    // A request of now is then not within a minute of the range's end.
    $FROM: dayFromToday(-1),
    $TO: dayFromToday(1),
  };
  const words = typed.split(" ").map((word) => values[word] ?? word);
  return kith(words, { KITH_TOKEN: await tokenOf("olivia") }).ended;
}

interface Shown {
  readonly compared: Readonly<Record<string, number>>;
  readonly unconfirmed: readonly { readonly requestId: string }[];
  readonly withoutEvent: readonly unknown[];
}
const shownBy = ({ stdout }: Ended): Shown => JSON.parse(stdout) as Shown;

it("docs/review.md shows how an officer finds answers that nobody may have received", async () => {
  const { response } = await clientOf("maria").GET("/v1/me");
  const requestId = response.headers.get("x-amzn-requestid") ?? "";
  const lines = (await tenantControl.accessLog()) as readonly string[];
  const all = await delivery(lines);
  expect(all.stderr).toBe("");
  expect(shownBy(all).withoutEvent).toEqual([]);
  expect(all.code).toBe(0);
  expect(shownBy(all).unconfirmed.map((event) => event.requestId)).not.toContain(requestId);

  const without = await delivery(lines.filter((line) => !line.includes(requestId)));
  expect(shownBy(without).unconfirmed.map((event) => event.requestId)).toContain(requestId);
  const fields = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
  expect(fields).toEqual(expect.arrayContaining(Object.keys(shownBy(all))));
}, 120_000);

it("an answer without an event ends the command with exit code 1", async () => {
  const { response } = await clientOf("maria").GET("/v1/me");
  const requestId = response.headers.get("x-amzn-requestid") ?? "";
  const lines = (await tenantControl.accessLog()) as readonly string[];
  const line = lines.find((one) => one.includes(requestId)) ?? "";
  const { code, stdout } = await delivery([line.replace(requestId, "a-request-without-event")]);
  expect(code).toBe(1);
  expect(stdout).toContain("a-request-without-event");
});
