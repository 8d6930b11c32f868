import type { LoadedStack, Person, Resource } from "../../../local/types.ts";

/** A resource by hand, as the template loader gives it. */
export function resource(
  logicalId: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
  ids: { readonly physicalId?: string; readonly arn?: string } = {},
): Resource {
  return { logicalId, type, properties, physicalId: ids.physicalId ?? logicalId, arn: ids.arn };
}

/** A stack by hand. */
export function stackOf(...resources: readonly Resource[]): LoadedStack {
  return {
    name: "Example",
    stackId: "arn:aws:cloudformation:us-east-1:111122223333:stack/Example/1",
    account: "111122223333",
    region: "us-east-1",
    partition: "aws",
    resources: new Map(resources.map((each) => [each.logicalId, each])),
    byType: (type) => resources.filter((each) => each.type === type),
    assetFolder: () => {
      throw new Error("This stack has no code");
    },
  };
}

export const membersPoolId = "us-east-1_Members01";
export const membersPoolArn = `arn:aws:cognito-idp:us-east-1:111122223333:userpool/${membersPoolId}`;
export const workforcePoolId = "us-east-1_Workforce";
export const workforcePoolArn = `arn:aws:cognito-idp:us-east-1:111122223333:userpool/${workforcePoolId}`;
export const membersIssuer = `https://cognito-idp.us-east-1.amazonaws.com/${membersPoolId}`;

/** The properties of a public client with the code flow. */
export const membersClient = {
  UserPoolId: membersPoolId,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ["openid", "email", "profile", "kith/community"],
  CallbackURLs: ["https://community.example.org/signed-in"],
  AccessTokenValidity: 15,
  TokenValidityUnits: { AccessToken: "minutes" },
};

const anyPool = { AliasAttributes: ["email"], UsernameConfiguration: { CaseSensitive: false } };

const signInWith = (...AllowedFirstAuthFactors: readonly string[]) => ({
  ...anyPool,
  Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
});

/** Two pools, as a template would have them: members get codes, the workforce has passwords. */
export const poolResources: readonly Resource[] = [
  resource("MembersPool", "AWS::Cognito::UserPool", signInWith("PASSWORD", "EMAIL_OTP", "WEB_AUTHN"), {
    physicalId: membersPoolId,
    arn: membersPoolArn,
  }),
  resource("WorkforcePool", "AWS::Cognito::UserPool", signInWith("PASSWORD"), {
    physicalId: workforcePoolId,
    arn: workforcePoolArn,
  }),
  resource("MembersScopes", "AWS::Cognito::UserPoolResourceServer", {
    UserPoolId: membersPoolId,
    Identifier: "kith",
    Scopes: [{ ScopeName: "community", ScopeDescription: "Take part" }],
  }),
  resource("WorkforceScopes", "AWS::Cognito::UserPoolResourceServer", {
    UserPoolId: workforcePoolId,
    Identifier: "kith",
    Scopes: [{ ScopeName: "team", ScopeDescription: "Look after a program" }],
  }),
  resource("MembersClient", "AWS::Cognito::UserPoolClient", membersClient, { physicalId: "membersweb" }),
  resource(
    "WorkforceClient",
    "AWS::Cognito::UserPoolClient",
    {
      ...membersClient,
      UserPoolId: workforcePoolId,
      AllowedOAuthScopes: ["openid", "kith/team"],
      AccessTokenValidity: undefined,
      TokenValidityUnits: undefined,
    },
    { physicalId: "workforceweb" },
  ),
];

export const ana: Person = {
  sub: "5b0f8a1e-3a55-4c39-9f7e-6c6f3c1f2a10",
  username: "ana",
  email: "ana@example.org",
  name: "Ana <Lima>",
  pool: "members",
};

export const nurse: Person = {
  sub: "0d1c2b3a-0000-4000-8000-123456789abc",
  username: "nurse",
  email: "nurse@example.org",
  name: "Noor",
  pool: "workforce",
};
