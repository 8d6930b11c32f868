import { randomUUID } from "node:crypto";
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { accessToken } from "../../../cli/token.ts";
import { kithClient } from "../../../functions/client.ts";
import { ask } from "../kit/ask.ts";
import { importPath, importsPath, progressOf, sendFile, workOff } from "../kit/imports.ts";
import { joining } from "../kit/people.ts";
import { itemsUnder } from "../kit/stored.ts";
import { newestEvents } from "../kit/trail.ts";
import { runWorker } from "../kit/workers.ts";
import { clientOf, facts, once, place, tenantControl, tokenOf } from "../tenant.ts";

const { programId, spaceId } = place("heart-failure", "daily-life");
const at = { programId, spaceId };
const run = randomUUID().slice(0, 8);
/** Forty rows, the last of which repeats the first. */
const addresses = Array.from({ length: 39 }, (_, n) => `p${n}-${run}@example.org`);
const csv = [
  "Email;Language",
  ...addresses.map((email, n) => `${email};${n % 2 ? "es" : ""}`),
  `${addresses[0]};`,
];

const invitations = async () => (await itemsUnder("community", "INVITATION#", "INVITATION")).length;
const accounts = async () => (await itemsUnder("community", "OUTBOX#", "TASK#")).length;

/** The account that the pool has made for an address, signed in. */
async function signedIn(email: string) {
  const { issuers, endpointUrl: endpoint, operator: credentials, region, pools, apiUrl } = facts;
  const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });
  const UserPoolId = issuers.members.split("/").at(-1) ?? "";
  const user = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  const token = await accessToken(pools.members, user.Username ?? "");
  return kithClient(apiUrl, () => token);
}

describe("A manager who invites forty people by a file", () => {
  let jobId: string;
  beforeAll(async () => {
    await runWorker("Jobs");
    await runWorker("Identity");
  });

  it("is answered at once, and sees that nothing is done yet", async () => {
    const before = await invitations();
    jobId = await sendFile("grace", at, csv.join("\r\n"));
    const progress = await progressOf("grace", at, jobId);
    expect(progress).toMatchObject({
      state: "running",
      total: 40,
      done: 0,
      invited: 0,
      refused: 0,
      rows: [],
    });
    expect(await invitations()).toBe(before);
    const listed = await clientOf("ruth").GET(importsPath, { params: { path: { programId }, query: {} } });
    expect(listed.data?.imports[0]).toMatchObject({ jobId, total: 40 });
  });

  it("sees every row done by the next run, with a code for each person", async () => {
    const before = { invitations: await invitations(), accounts: await accounts() };
    const progress = await workOff("grace", at, jobId);
    expect(progress).toMatchObject({ state: "done", total: 40, done: 40, invited: 39, refused: 1 });
    expect(progress.rows.map(({ row, email }) => [row, email])).toEqual(
      [...addresses, addresses[0]].map((email, n) => [n + 2, email]),
    );
    expect(progress.rows.at(-1)).toMatchObject({ result: "repeated", problem: null, code: null });
    expect(new Set(progress.rows.map(({ code }) => code)).size).toBe(40);
    expect(await invitations()).toBe(before.invitations + 39);
    expect(await accounts()).toBe(before.accounts + 39);
  });

  it("is told that nothing has changed since, and reads on page by page", async () => {
    const path = `/v1/programs/${programId}/invitation-imports/${jobId}?limit=30`;
    const token = await tokenOf("grace");
    const first = await ask({ method: "GET", path, token });
    const etag = first.headers.get("etag") ?? "";
    expect((await ask({ method: "GET", path, token, headers: { "if-none-match": etag } })).status).toBe(304);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await ask({ method: "GET", path: path.replace(/\?.*/, next), token });
    expect(second.body).toMatchObject({ rows: expect.any(Array), nextCursor: null });
    expect((second.body as { rows: readonly object[] }).rows).toHaveLength(10);
  });

  it("leaves one event for each row, by the worker and about nobody", async () => {
    const events = await newestEvents("invitation.import-row", 40);
    expect(events).toHaveLength(40);
    for (const event of events)
      expect(event).toMatchObject({
        outcome: "ok",
        system: "system:jobs",
        actor: null,
        programId,
        subjects: [],
      });
    expect(events.filter(({ resource }) => resource === jobId)).toHaveLength(1);
  });

  it("lets one of them come: an account is there, and the code lets them join", async () => {
    await runWorker("Identity");
    const { rows } = await progressOf("ruth", at, jobId);
    const [{ email, code }] = rows.slice(3) as [(typeof rows)[number]];
    const client = await signedIn(email);
    const joined = await client.POST("/v1/invitations/accept", {
      params: { header: once() },
      body: joining(code ?? "", "Comer"),
    });
    expect(joined.data).toMatchObject({ role: "patient", programId });
    const self = await client.GET("/v1/me");
    expect(self.data?.programs).toMatchObject([{ alias: "Comer", spaces: [{ spaceId }] }]);
  });

  it("makes nothing twice by sending the file again, and gets the same codes", async () => {
    const before = { invitations: await invitations(), accounts: await accounts() };
    const first = await progressOf("grace", at, jobId);
    const again = await workOff("ruth", at, await sendFile("ruth", at, csv.join("\n")));
    expect(again).toMatchObject({ done: 40, invited: 0, refused: 40 });
    expect(again.rows[3]).toMatchObject({ result: "already-member", code: null });
    const others = (rows: typeof again.rows) => rows.filter((_, n) => n !== 3).map(({ code }) => code);
    expect(others(again.rows)).toEqual(others(first.rows));
    expect({ invitations: await invitations(), accounts: await accounts() }).toEqual(before);
  });

  it("gets the same invitation for one of them alone, and is refused it for who has joined", async () => {
    const { rows } = await progressOf("grace", at, jobId);
    const invite = (email: string | undefined) =>
      clientOf("grace").POST("/v1/programs/{programId}/invitations", {
        params: { path: { programId }, header: once() },
        body: { role: "patient", spaceIds: [spaceId], ...(email && { email: ` ${email.toUpperCase()}` }) },
      });
    expect((await invite(rows[1]?.email)).data?.code).toBe(rows[1]?.code);
    expect((await invite(rows[3]?.email)).error?.type).toBe("urn:kith:problem:already-joined");
  });

  it("shows the job to no other program's care team", async () => {
    const there = place("diabetes", "daily-life").programId;
    const params = { path: { programId: there, jobId }, query: {} };
    expect((await clientOf("henry").GET(importPath, { params })).response.status).toBe(404);
  });
});

describe("Somebody who did not come in time", () => {
  afterEach(() => tenantControl.setClock(0));

  it("is invited anew by the next file, with another code", async () => {
    const file = `email\nlate-${run}@example.org`;
    const first = (await workOff("grace", at, await sendFile("grace", at, file))).rows[0];
    const next = await sendFile("grace", at, file);
    await tenantControl.setClock(31 * 24 * 60 * 60 * 1_000);
    await runWorker("Jobs");
    await tenantControl.setClock(0);
    const { rows } = await progressOf("grace", at, next);
    expect(rows).toMatchObject([{ result: "invited", code: expect.any(String) }]);
    expect(rows[0]?.code).not.toBe(first?.code);
  });
});

describe("Thirty-two who invite one person at the same time", () => {
  it("give them one invitation", async () => {
    const email = `one-${randomUUID()}@example.org`;
    const before = { invitations: await invitations(), accounts: await accounts() };
    const key = () => once();
    const invite = (header = key()) =>
      clientOf("grace").POST("/v1/programs/{programId}/invitations", {
        params: { path: { programId }, header },
        body: { role: "patient", spaceIds: [spaceId], email },
      });
    const all = await Promise.all(Array.from({ length: 32 }, () => invite()));
    const made = all.flatMap(({ data }) => (data ? [data.code] : []));
    const refused = all.flatMap(({ error }) => (error ? [error.type] : []));
    expect(made.length).toBeGreaterThan(0);
    expect(refused.filter((type) => type !== "urn:kith:problem:in-progress")).toEqual([]);
    expect(new Set(made)).toEqual(new Set([(await invite()).data?.code]));
    expect(await invitations()).toBe(before.invitations + 1);
    expect(await accounts()).toBe(before.accounts + 1);
  });
});
