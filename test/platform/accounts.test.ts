import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, it } from "vitest";
import type { SignInTask } from "../../functions/kernel/outbox.ts";
import { tellSignIn } from "../../functions/platform/accounts.ts";
import { clientOver, Refusal } from "./fakes/wire.ts";

const pools = { members: "us-east-1_Members", workforce: "us-east-1_Workforce" };
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const names = ["AdminCreateUser", "AdminDisableUser", "AdminEnableUser", "AdminUserGlobalSignOut"] as const;
type Name = (typeof names)[number];

let asked: (readonly [Name, object])[];
let refusing: Partial<Record<Name, string>>;
beforeEach(() => {
  asked = [];
  refusing = {};
});

const operation = (name: Name) => (input: unknown) => {
  asked.push([name, Object(input)]);
  const refusal = refusing[name];
  if (refusal) throw new Refusal(refusal);
  return {};
};
const operations = Object.fromEntries(names.map((name) => [name, operation(name)]));
const cognito = new CognitoIdentityProviderClient(clientOver(operations, []));
const tell = tellSignIn({ cognito, pools });

const creation = (pool: "members" | "workforce"): SignInTask => ({
  ...{ do: "create", pool, email: "grace@example.org", language: "es" },
});
const change = (what: "disable" | "enable" | "sign-out"): SignInTask => ({
  ...{ do: what, pool: "workforce", subject: "5a0d" },
});
const account = { UserPoolId: pools.workforce, Username: "5a0d" };

describe("an invited person's account", () => {
  const made = {
    Username: expect.stringMatching(uuid),
    UserAttributes: [
      { Name: "email", Value: "grace@example.org" },
      { Name: "email_verified", Value: "true" },
      { Name: "locale", Value: "es" },
    ],
  };

  it("is made for a member without a mail and without a password", async () => {
    await tell(creation("members"));
    expect(asked).toEqual([
      ["AdminCreateUser", { ...made, UserPoolId: pools.members, MessageAction: "SUPPRESS" }],
    ]);
  });

  it("is made for staff with a mail that holds their first password", async () => {
    await tell(creation("workforce"));
    expect(asked).toEqual([
      ["AdminCreateUser", { ...made, UserPoolId: pools.workforce, DesiredDeliveryMediums: ["EMAIL"] }],
    ]);
  });

  it.each(["UsernameExistsException", "AliasExistsException"])("is there already: %s", async (name) => {
    refusing.AdminCreateUser = name;
    await expect(tell(creation("members"))).resolves.toBeUndefined();
  });

  it.each(["InvalidParameterException", "CodeDeliveryFailureException", "TooManyRequestsException"])(
    "is not made: %s",
    async (name) => {
      refusing.AdminCreateUser = name;
      await expect(tell(creation("members"))).rejects.toMatchObject({ name });
    },
  );
});

describe("an account", () => {
  it("is closed before its sessions are ended", async () => {
    await tell(change("disable"));
    expect(asked).toEqual([
      ["AdminDisableUser", account],
      ["AdminUserGlobalSignOut", account],
    ]);
  });

  it("is opened", async () => {
    await tell(change("enable"));
    expect(asked).toEqual([["AdminEnableUser", account]]);
  });

  it("is signed out everywhere", async () => {
    await tell(change("sign-out"));
    expect(asked).toEqual([["AdminUserGlobalSignOut", account]]);
  });

  it("that is gone needs neither closing nor signing out, but cannot be opened", async () => {
    for (const name of names) refusing[name] = "UserNotFoundException";
    await expect(tell(change("disable"))).resolves.toBeUndefined();
    await expect(tell(change("sign-out"))).resolves.toBeUndefined();
    await expect(tell(change("enable"))).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  it.each([
    ["disable", "AdminDisableUser"],
    ["disable", "AdminUserGlobalSignOut"],
    ["enable", "AdminEnableUser"],
    ["sign-out", "AdminUserGlobalSignOut"],
  ] as const)("was not told when Cognito refused: %s, %s", async (what, name) => {
    refusing[name] = "TooManyRequestsException";
    await expect(tell(change(what))).rejects.toMatchObject({ name: "TooManyRequestsException" });
  });
});
