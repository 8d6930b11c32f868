import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { newcomer } from "../kit/people.ts";
import { asAdministrator, asManager, officer } from "../kit/persons.ts";
import { itemsUnder } from "../kit/stored.ts";
import { newestEvents } from "../kit/trail.ts";
import { runWorker } from "../kit/workers.ts";
import { clientOf, facts, messagesPath, once, tenantControl } from "../tenant.ts";

const { issuers, endpointUrl: endpoint, operator: credentials, region } = facts;
const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });
const UserPoolId = issuers.workforce.split("/").at(-1) ?? "";
const accountOf = (Username: string) => cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));

const refused = { type: "urn:kith:problem:member-suspended" };
const waiting = () => itemsUnder("community", "OUTBOX#sign-in", "TASK#");
const minute = 60_000;

beforeAll(() => runWorker("Identity"));
afterEach(async () => {
  await tenantControl.clearFaults();
  await tenantControl.setClock(0);
});

describe("Somebody who is suspended in a program", () => {
  it("is out at the next request and listed so, and in again when reactivated", async () => {
    const { client, place: at, aliasId } = await newcomer("patient");
    const path = { programId: at.programId, aliasId: aliasId ?? "" };
    const post = () =>
      client.POST(messagesPath, { params: { path: at, header: once() }, body: { text: "Am I in?" } });
    const listed = async () => {
      const { data } = await clientOf("ruth").GET("/v1/programs/{programId}/members", {
        params: { path: at, query: { limit: "5" } },
      });
      return data?.members.find((member) => member.aliasId === aliasId);
    };
    expect((await post()).response.status).toBe(201);
    expect((await asManager.suspend(path)).data).toEqual({ aliasId, state: "suspended" });
    expect((await post()).error).toMatchObject(refused);
    expect((await client.GET("/v1/me")).data?.programs).toEqual([]);
    expect(await listed()).toMatchObject({ alias: "Newcomer", role: "patient", state: "suspended" });
    expect((await asManager.suspend(path)).error).toMatchObject({ type: "urn:kith:problem:already-so" });
    expect((await asManager.reactivate(path)).data).toEqual({ aliasId, state: "active" });
    expect((await post()).data?.author).toMatchObject({ aliasId, alias: "Newcomer" });
    expect(await listed()).toMatchObject({ state: "active" });
  });

  it("is suspended once by thirty-two managers' requests at the same time", async () => {
    const { place: at, aliasId } = await newcomer("patient");
    const path = { programId: at.programId, aliasId: aliasId ?? "" };
    const answers = await Promise.all(Array.from({ length: 32 }, () => asManager.suspend(path)));
    const statuses = answers.map(({ response }) => response.status).toSorted();
    expect(statuses).toEqual([200, ...Array(31).fill(409)]);
    const item = (await itemsUnder("community", "MEMBER#", `PROGRAM#${at.programId}`)).find(
      (membership) => membership.aliasId?.S === aliasId,
    );
    expect(item).toMatchObject({ state: { S: "suspended" }, v: { N: "2" } });
  });
});

describe("Somebody who is suspended in the tenant", () => {
  it("is out at the next request; their account is disabled after the worker ran, and enabled again", async () => {
    const { memberId, username, client, tokenNow } = await officer();
    expect((await asAdministrator.suspend(memberId)).data).toEqual({ memberId, state: "suspended" });
    expect((await client.GET("/v1/me")).error).toMatchObject(refused);
    expect((await accountOf(username)).Enabled).toBe(true);
    await runWorker("Identity");
    expect(await waiting()).toEqual([]);
    expect((await accountOf(username)).Enabled).toBe(false);
    await expect(tokenNow()).rejects.toThrow("refused");
    await asAdministrator.reactivate(memberId);
    await runWorker("Identity");
    expect((await accountOf(username)).Enabled).toBe(true);
    await tokenNow();
    expect((await client.GET("/v1/me")).response.status).toBe(200);
  });

  it("is found by the address of their invitation", async () => {
    const { memberId, email } = await officer();
    const found = await clientOf("adam").POST("/v1/people/find", {
      params: { header: once() },
      body: { email: email.toUpperCase() },
    });
    expect(found.data).toEqual({ people: [{ memberId, joinedAs: "officer", state: "active" }] });
  });
});

describe("What the sign-in is to be told", () => {
  it("makes an account for an address that has none, with one mail; again for the same address it makes none", async () => {
    const email = `new-${Date.now()}@example.org`;
    const invite = () =>
      clientOf("adam").POST("/v1/people/invitations", {
        params: { header: once() },
        body: { role: "administrator", email, language: "es" },
      });
    await invite();
    await invite();
    await runWorker("Identity");
    expect(await waiting()).toEqual([]);
    const { Username, UserAttributes, Enabled } = await accountOf(email);
    expect([Enabled, Username]).toEqual([true, expect.stringMatching(/^[\da-f-]{36}$/)]);
    expect(UserAttributes).toContainEqual({ Name: "locale", Value: "es" });
  });

  it("is told at the next run when Cognito was away, and holds up nobody else", async () => {
    const [one, other] = [await officer(), await officer()];
    await runWorker("Identity");
    await asAdministrator.suspend(one.memberId);
    await asAdministrator.suspend(other.memberId);
    const [first] = await waiting();
    await tenantControl.addFault({
      ...{ service: "cognito-idp", operation: "AdminDisableUser", kind: "throttle", times: 3 },
    });
    await runWorker("Identity");
    expect(await waiting()).toEqual([first]);
    expect([(await accountOf(one.username)).Enabled, (await accountOf(other.username)).Enabled]).toEqual([
      true,
      false,
    ]);
    await runWorker("Identity");
    expect((await accountOf(one.username)).Enabled).toBe(false);
  });

  it("is told again when the answer, or the removal, was lost", async () => {
    const { memberId, username } = await officer();
    await runWorker("Identity");
    await asAdministrator.suspend(memberId);
    await tenantControl.addFault({ service: "cognito-idp", kind: "cut-after", times: 3 });
    await runWorker("Identity");
    expect((await accountOf(username)).Enabled).toBe(false);
    expect(await waiting()).toHaveLength(1);
    await runWorker("Identity");
    expect(await waiting()).toEqual([]);
  });

  it("leaves events that name the tasks, the worker and nobody", async () => {
    const { memberId } = await officer();
    await asAdministrator.suspend(memberId);
    const tasks = (await waiting()).map(({ sk }) => String(sk?.S).slice("TASK#".length));
    await runWorker("Identity");
    const events = await newestEvents("sign-in.tell", 20);
    for (const task of tasks)
      expect(events.filter(({ resource }) => resource === task)).toMatchObject([
        { outcome: "ok", actor: null, system: "system:identity", subjects: [] },
      ]);
  });

  it("raises an alarm once it has waited for more than ten minutes", async () => {
    const { memberId } = await officer();
    await runWorker("Identity");
    await asAdministrator.suspend(memberId);
    const [task] = (await waiting()).map(({ sk }) => String(sk?.S).slice("TASK#".length));
    const alarms = async () =>
      (await tenantControl.functionLogs()).filter(
        ({ message }) => message.includes(String(task)) && message.includes('"level":"alarm"'),
      );
    const fail = () =>
      tenantControl
        .addFault({ service: "cognito-idp", kind: "throttle", times: 3 })
        .then(() => runWorker("Identity"));
    await fail();
    expect(await alarms()).toEqual([]);
    await tenantControl.setClock(11 * minute);
    await fail();
    expect(await alarms()).toHaveLength(1);
    await tenantControl.setClock(0);
    await tenantControl.clearFaults();
    await runWorker("Identity");
    expect(await waiting()).toEqual([]);
  });
});
