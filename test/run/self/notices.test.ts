import { expect, it } from "vitest";
import { ask } from "../kit/ask.ts";
import { invitation, joining, stranger } from "../kit/people.ts";
import { once } from "../tenant.ts";

const accept = (token: string, body: object) =>
  ask({ method: "POST", path: "/v1/invitations/accept", token, headers: once(), body });

it("Whoever joins reads the notices without a token, and agrees to the versions that they say", async () => {
  const read = await ask({ method: "GET", path: "/v1/notices" });
  expect(read.status).toBe(200);
  const { rules, privacyNotice } = Object(read.body);
  expect([rules.en.lines.length, rules.es.lines.length]).toEqual([5, 5]);
  const [{ token }, code] = [await stranger(), await invitation()];
  const agreed = { rulesVersion: rules.version, privacyNoticeVersion: privacyNotice.version };
  const older = { ...joining(code), ...agreed, rulesVersion: rules.version + 1 };
  expect(await accept(token, older)).toMatchObject({
    status: 409,
    body: { type: "urn:kith:problem:rules-changed" },
  });
  expect((await accept(token, { ...joining(code), ...agreed })).status).toBe(201);
});
