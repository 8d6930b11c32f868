import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import type { SignInTask } from "../kernel/outbox.ts";
import type { Pool } from "../kernel/roles.ts";

export interface Accounts {
  readonly cognito: Pick<CognitoIdentityProviderClient, "send">;
  /** Ids of the user pools. */
  readonly pools: Readonly<Record<Pool, string>>;
}

type Creation = Extract<SignInTask, { readonly do: "create" }>;
type Change = Exclude<SignInTask, Creation>;

/**
 * Tells Cognito what became true in Kith. Telling it again changes nothing.
 * @throws an error of the SDK when Cognito refuses or cannot be reached.
 */
export const tellSignIn =
  (accounts: Accounts) =>
  async (task: SignInTask): Promise<void> => {
    if (task.do === "create") await create(accounts, task);
    else await changes[task.do](accounts, task);
  };

/** Nobody is invited twice over: whoever has an account signs in with it. */
async function create({ cognito, pools }: Accounts, task: Creation): Promise<void> {
  const command = new AdminCreateUserCommand({
    UserPoolId: pools[task.pool],
    // Says nothing of the person: they sign in with their address.
    Username: randomUUID(),
    UserAttributes: [
      { Name: "email", Value: task.email },
      { Name: "email_verified", Value: "true" },
      { Name: "locale", Value: task.language },
    ],
    ...welcome[task.pool],
  });
  await cognito.send(command).catch(unless("UsernameExistsException", "AliasExistsException"));
}

/** Staff get a first password by mail. Members have none, and get the code of their invitation from their clinic. */
const welcome: Readonly<Record<Pool, Partial<AdminCreateUserCommandInput>>> = {
  members: { MessageAction: "SUPPRESS" },
  workforce: { DesiredDeliveryMediums: ["EMAIL"] },
};

/** Cognito takes the `sub` of an account that is its own for a user name. */
const named = ({ pools }: Accounts, { pool, subject }: Change) => ({
  UserPoolId: pools[pool],
  Username: subject,
});

/** An account that is gone can neither sign in nor be signed in. */
const unlessGone = unless("UserNotFoundException");

async function signOut(accounts: Accounts, task: Change): Promise<void> {
  await accounts.cognito.send(new AdminUserGlobalSignOutCommand(named(accounts, task))).catch(unlessGone);
}

const changes: Readonly<Record<Change["do"], (accounts: Accounts, task: Change) => Promise<void>>> = {
  // First no new sign-in, then the end of those there are.
  disable: async (accounts, task) => {
    await accounts.cognito.send(new AdminDisableUserCommand(named(accounts, task))).catch(unlessGone);
    await signOut(accounts, task);
  },
  enable: async (accounts, task) => {
    await accounts.cognito.send(new AdminEnableUserCommand(named(accounts, task)));
  },
  "sign-out": signOut,
};

/** Takes these errors of Cognito for success: what was to be told is true already. */
function unless(...names: readonly string[]) {
  return (cause: unknown): void => {
    if (!(cause instanceof Error && names.includes(cause.name))) throw cause;
  };
}
