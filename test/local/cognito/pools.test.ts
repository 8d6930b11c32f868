import { describe, expect, it } from "vitest";
import { userPools } from "../../../local/cognito/pools.ts";
import { membersClient, membersPoolArn, membersPoolId, poolResources, resource, stackOf } from "./stack.ts";

const pool = resource(
  "Pool",
  "AWS::Cognito::UserPool",
  { UserPoolName: "example-members" },
  { physicalId: membersPoolId, arn: membersPoolArn },
);
const scopes = resource("Scopes", "AWS::Cognito::UserPoolResourceServer", {
  UserPoolId: membersPoolId,
  Identifier: "kith",
  Scopes: [{ ScopeName: "community" }],
});

function poolsWith(client: Readonly<Record<string, unknown>>) {
  return userPools(
    stackOf(
      pool,
      scopes,
      resource("Client", "AWS::Cognito::UserPoolClient", { ...membersClient, ...client }),
    ),
  );
}

describe("the user pools of a template", () => {
  it("are read with their clients", () => {
    expect(userPools(stackOf(...poolResources))).toMatchObject([
      { kind: "members", clients: [{ clientId: "membersweb", accessTokenLifetime: 900 }] },
      { kind: "workforce", clients: [{ clientId: "workforceweb", accessTokenLifetime: 3600 }] },
    ]);
  });

  it("are told apart by their name", () => {
    expect(poolsWith({})).toMatchObject([{ kind: "members" }]);
  });

  it("say what names a person and whether people have a password", () => {
    const common = { emailAlias: true, caseSensitive: false };
    expect(userPools(stackOf(...poolResources))).toMatchObject([
      { ...common, passwordless: true },
      { ...common, passwordless: false },
    ]);
    expect(poolsWith({})).toMatchObject([{ emailAlias: false, caseSensitive: true, passwordless: false }]);
  });

  it.each([
    ["a username that is an address", { UsernameAttributes: ["email"] }, "UsernameAttributes"],
    ["an alias other than the address", { AliasAttributes: ["phone_number"] }, "AliasAttributes.0"],
    ["attributes of its own", { Schema: [{ Name: "ward", AttributeDataType: "String" }] }, "Schema"],
    ["a trigger", { LambdaConfig: { PreSignUp: "arn" } }, "LambdaConfig"],
  ])("refuse a pool with %s", (_, properties, message) => {
    const odd = resource("MembersPool", "AWS::Cognito::UserPool", properties, { arn: membersPoolArn });
    expect(() => userPools(stackOf(odd))).toThrow(`does not understand MembersPool: ${message}`);
  });

  it.each([
    ["a client with a secret", { GenerateSecret: true }, "GenerateSecret"],
    ["the implicit flow", { AllowedOAuthFlows: ["implicit"] }, "AllowedOAuthFlows.0"],
    [
      "a client without the code flow",
      { AllowedOAuthFlowsUserPoolClient: undefined },
      "AllowedOAuthFlowsUserPoolClient",
    ],
    ["a client without scopes", { AllowedOAuthScopes: [] }, "AllowedOAuthScopes"],
    ["a scope that the pool does not define", { AllowedOAuthScopes: ["kith/team"] }, "no resource server"],
    ["an unknown unit", { TokenValidityUnits: { AccessToken: "weeks" } }, "TokenValidityUnits.AccessToken"],
  ])("refuse %s", (_, client, message) => {
    expect(() => poolsWith(client)).toThrow(message);
  });

  it("refuse a pool of unknown people", () => {
    const other = resource(
      "Pool",
      "AWS::Cognito::UserPool",
      {},
      { physicalId: membersPoolId, arn: membersPoolArn },
    );
    expect(() => userPools(stackOf(other))).toThrow('either "members" or "workforce"');
  });
});
