import { beforeEach, describe, expect, it } from "vitest";
import { createOpenHandler, prepared } from "../../functions/edge/open-handler.ts";
import { languages } from "../../functions/kernel/language.ts";
import { inForce, notices } from "../../functions/members/notices.ts";
import { open } from "../../functions/public/routes.ts";
import { type Asked, askedBy, handlerOf, problemIn, proxyEvent } from "../edge/kit/requests.ts";
import { type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { easeOf, gradeOf, longestSentence } from "../readability.ts";

const texts = Object.entries(notices).flatMap(([name, notice]) =>
  languages.map((language) => ({ name, language, ...notice[language] })),
);

describe("what people agree to", () => {
  it.each(texts)("is short: $name in $language", ({ title, lines }) => {
    expect(lines).toHaveLength(5);
    for (const line of [title, ...lines]) expect(line.length).toBeLessThanOrEqual(100);
  });
  it.each(texts)("asks for at most six years of school: $name in $language", ({ language, title, lines }) => {
    const all = [`${title}.`, ...lines];
    if (language === "en") expect(gradeOf(all)).toBeLessThanOrEqual(6);
    else expect(easeOf(all)).toBeGreaterThanOrEqual(70);
    for (const line of all) expect(longestSentence(line)).toBeLessThanOrEqual(20);
  });
  it("is what its row says, prepared before anybody asks", async () => {
    const { readNotices } = open;
    expect(readNotices.answers[200].parse(notices)).toEqual(notices);
    const rest = { origin: undefined, log: () => {} };
    const handler = createOpenHandler({ readNotices }, { readNotices: prepared(notices) }, rest);
    const response = await handler(proxyEvent({ method: "GET", resource: "/v1/notices" }));
    expect(JSON.parse(response.body)).toEqual(notices);
  });
});

describe("whoever joins", () => {
  let tenant: TestTenant;
  beforeEach(async () => {
    tenant = await testTenant();
  });
  const accepting = (agreed: object): Asked => ({
    method: "POST",
    resource: "/v1/invitations/accept",
    headers: { "Content-Type": ["application/json"], "Idempotency-Key": ["key-00000001"] },
    body: JSON.stringify({ code: "0123456789", alias: "Rosa", ...agreed }),
  });

  it.each([
    ["older rules", { ...inForce, rulesVersion: inForce.rulesVersion + 1 }],
    ["another privacy notice", { ...inForce, privacyNoticeVersion: inForce.privacyNoticeVersion + 1 }],
  ])("with %s is told to read them again, before any code is looked up", async (_, agreed) => {
    const event = await askedBy({ subject: "rosa", pool: "members" }, accepting(agreed), tenant);
    const response = await handlerOf(tenant)(event);
    expect(problemIn(response)).toEqual([409, "rules-changed"]);
    // The sign-in's member, twice, as for any stranger.
    expect(tenant.table.calls()).toBe(2);
  });
});
