import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { inject } from "vitest";
import { signInAs } from "../../../local/cognito/client.ts";
import { startSignIn } from "../../../local/cognito/sign-in.ts";
import { policiesOf } from "../../../local/iam/template.ts";
import { startEndpoint } from "../../../local/wire/endpoint.ts";
import {
  ana,
  membersPoolArn,
  membersPoolId,
  nurse,
  poolResources,
  resource,
  stackOf,
  workforcePoolArn,
  workforcePoolId,
} from "./stack.ts";

export const callback = "http://127.0.0.1:49152/callback";

const role = (name: string, Action: readonly string[], Resource: string) => {
  const arn = `arn:aws:iam::111122223333:role/${name}`;
  const Statement = { Sid: "Pool", Effect: "Allow", Action, Resource };
  const policy = { PolicyName: "pool", PolicyDocument: { Version: "2012-10-17", Statement } };
  return resource(name, "AWS::IAM::Role", { Policies: [policy] }, { physicalId: name, arn });
};

/** The actions of the operations on a person, by the names that tests give them. */
export const actions = {
  create: "cognito-idp:AdminCreateUser",
  get: "cognito-idp:AdminGetUser",
  disable: "cognito-idp:AdminDisableUser",
  enable: "cognito-idp:AdminEnableUser",
  signOut: "cognito-idp:AdminUserGlobalSignOut",
} as const;

/** A worker of the members' pool, an administrator, and one who may only list clients. */
const roles = [
  role("worker", Object.values(actions), membersPoolArn),
  role("operator", ["cognito-idp:*"], "*"),
  role("reader", ["cognito-idp:ListUserPoolClients"], workforcePoolArn),
];

const stack = stackOf(...poolResources, ...roles);

const identities = new Map(
  roles.map(({ physicalId, arn = "" }) => [
    physicalId,
    { arn, account: stack.account, policies: policiesOf(stack, arn) },
  ]),
);

/** The pools with their sign-in and the operations on them, and what a worker would do with them. */
export async function startPools(
  options: { readonly dataFolder?: string | null; readonly clock?: () => Date } = {},
) {
  const { dataFolder = null, clock = () => new Date() } = options;
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  const signIn = await startSignIn({ stack, people: [ana, nurse], dataFolder, clock, onFault });
  const invoke = () => Promise.reject(new Error("no functions in this stack"));
  const { directory } = signIn;
  const dynamodb = inject("dynamodbUrl");
  const endpoint = await startEndpoint({
    ...{ stack, identities, dataFolder: null, dynamodb, invoke, directory, clock, onFailure: onFault },
  });
  const clientOf = (caller: string) =>
    new CognitoIdentityProviderClient({
      endpoint: endpoint.url,
      region: stack.region,
      credentials: { accessKeyId: caller, secretAccessKey: "secret" },
      maxAttempts: 1,
    });
  return {
    ...{ signIn, endpoint, faults, clientOf },
    /** The operations with another role than the operator's. */
    as: (caller: string) => administration(clientOf(caller)),
    ...administration(clientOf("operator")),
    signInTo: (poolId: string, username: string) => {
      const clientId = poolId === membersPoolId ? "membersweb" : "workforceweb";
      return signInAs(signIn.issuerUrl(poolId), clientId, username, ["openid"], callback);
    },
    close: () => Promise.all([endpoint.close(), signIn.close()]),
  };
}

export type Pools = Awaited<ReturnType<typeof startPools>>;

/** The operations, on the members' pool unless another is named. */
function administration(client: CognitoIdentityProviderClient) {
  const of = (Username: string, UserPoolId = membersPoolId) => ({ UserPoolId, Username });
  return {
    create: (Username: string, input: Partial<AdminCreateUserCommandInput> = {}) =>
      client.send(
        new AdminCreateUserCommand({
          ...of(Username),
          UserAttributes: verified(Username),
          ...suppressed,
          ...input,
        }),
      ),
    get: (...user: Parameters<typeof of>) => client.send(new AdminGetUserCommand(of(...user))),
    disable: (...user: Parameters<typeof of>) => client.send(new AdminDisableUserCommand(of(...user))),
    enable: (...user: Parameters<typeof of>) => client.send(new AdminEnableUserCommand(of(...user))),
    signOut: (...user: Parameters<typeof of>) => client.send(new AdminUserGlobalSignOutCommand(of(...user))),
  };
}

const suppressed = { MessageAction: "SUPPRESS" } as const;

export const inWorkforce = { UserPoolId: workforcePoolId };

/** Attributes as the API writes them. */
export const attributes = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

export const verified = (username: string) =>
  attributes({ email: `${username}@example.org`, email_verified: "true" });
