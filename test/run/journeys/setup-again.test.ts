import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { counts } from "../kit/stored.ts";
import { newestEvents } from "../kit/trail.ts";
import { tenantControl } from "../tenant.ts";

const words = { en: "Invented", es: "Inventado" };

it("A setup that is run again gives the same ids and codes, makes nothing twice, and is recorded", async () => {
  const name = `again-${randomUUID().slice(0, 8)}`;
  const spaces = [{ name: "one", title: words }];
  const program = { name, title: words, emergency: words, phone: "555-0188", replyPromise: words, spaces };
  const invitation = { role: "nurse", program: name, spaces: ["one"] };
  const request = { programs: [program], invitations: [invitation, invitation] };
  const first = await tenantControl.found(request);
  const before = await counts();
  expect(await tenantControl.found(request)).toEqual(first);
  const after = await counts();
  expect(after).toEqual({ ...before, audit: before.audit + 3 });
  expect(new Set(first.invitations.map(({ code }) => code)).size).toBe(2);
  const [newest] = await newestEvents("tenant.set-up", 1);
  expect(newest).toMatchObject({ outcome: "ok", system: "system:setup" });
});

it("A setup that is run again lets an invitation live on that nobody used in time", async () => {
  const name = `late-${randomUUID().slice(0, 8)}`;
  const spaces = [{ name: "one", title: words }];
  const program = { name, title: words, emergency: words, phone: "555-0187", replyPromise: words, spaces };
  const request = { programs: [program], invitations: [{ role: "nurse", program: name, spaces: ["one"] }] };
  const [first] = (await tenantControl.found(request)).invitations;
  try {
    await tenantControl.setClock(31 * 24 * 60 * 60 * 1_000);
    const [again] = (await tenantControl.found(request)).invitations;
    expect(again).toMatchObject({ code: first?.code, state: "open" });
    expect(Date.parse(again?.expiresAt ?? "")).toBeGreaterThan(Date.parse(first?.expiresAt ?? ""));
  } finally {
    await tenantControl.setClock(0);
  }
});
