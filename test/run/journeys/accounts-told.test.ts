import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { newcomer } from "../kit/people.ts";
import { asAdministrator, officer } from "../kit/persons.ts";
import { itemsUnder } from "../kit/stored.ts";
import { runWorker } from "../kit/workers.ts";
import { facts, once } from "../tenant.ts";

const { issuers, endpointUrl: endpoint, operator: credentials, region } = facts;
const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });
const waiting = async () => (await itemsUnder("community", "OUTBOX#sign-in", "TASK#")).length;

beforeAll(() => runWorker("Identity"));

describe("Of somebody's account the sign-in is told everything, in the pool that it is of:", () => {
  it.each(["members", "workforce"] as const)("%s", async (pool) => {
    const person = pool === "members" ? await newcomer("patient") : await officer();
    const { client, username: Username } = person;
    const { memberId = "" } = (await client.GET("/v1/me")).data ?? {};
    const UserPoolId = issuers[pool].split("/").at(-1) ?? "";
    const isEnabled = async () =>
      (await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }))).Enabled;
    const told = async () => {
      expect(await waiting()).toBeGreaterThan(0);
      await runWorker("Identity");
      expect(await waiting()).toBe(0);
    };

    await client.POST("/v1/me/sign-out", { params: { header: once() } });
    await told();
    await asAdministrator.suspend(memberId);
    await told();
    expect(await isEnabled()).toBe(false);
    await asAdministrator.reactivate(memberId);
    await told();
    expect(await isEnabled()).toBe(true);
  });
});
