import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { accessToken } from "../../../cli/token.ts";
import { facts, tenantControl } from "../tenant.ts";

const { issuers, pools, endpointUrl: endpoint, operator: credentials, region } = facts;
const UserPoolId = issuers.members.split("/").at(-1) ?? "";
const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });

/** Someone in the members' pool whom the pool itself has made. */
async function made() {
  const Username = `t-${randomUUID()}`;
  const UserAttributes = [
    { Name: "email", Value: `${Username}@example.org` },
    { Name: "email_verified", Value: "true" },
  ];
  await cognito.send(
    new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
  );
  return { UserPoolId, Username };
}

const statusWith = async (token: string) =>
  (await fetch(`${facts.apiUrl}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;

describe("An account of the sign-in", () => {
  it("is made by the pool of the template without a password, and signs in at once", async () => {
    const user = await made();
    expect(await cognito.send(new AdminGetUserCommand(user))).toMatchObject({
      ...{ Enabled: true, UserStatus: "CONFIRMED" },
    });
    expect(await statusWith(await accessToken(pools.members, user.Username))).toBe(403);
  });

  it("cannot sign in once disabled, and its last access token is taken until it expires", async () => {
    const user = await made();
    const token = await accessToken(pools.members, user.Username);
    await cognito.send(new AdminDisableUserCommand(user));
    await expect(accessToken(pools.members, user.Username)).rejects.toThrow("refused");
    expect(await statusWith(token)).toBe(403);
    expect(await statusWith(`${token}x`)).toBe(401);
  });

  it("does not keep a function from the keys of its pool, which stand at the same host", async () => {
    await tenantControl.restart("PoolKeys");
    const { payload } = await tenantControl.invoke("PoolKeys", {});
    expect(JSON.parse(payload)).toEqual({ changed: expect.any(Boolean) });
  });
});
