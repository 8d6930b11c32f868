import { z } from "zod";
import type { Fields, Operation } from "../wire/operation.ts";
import type { Account } from "./account.ts";
import type { Directory } from "./directory.ts";
import { cognitoErrors } from "./errors.ts";
import { newAccount, newAccountInput } from "./new-account.ts";
import { onPool } from "./operation.ts";
import type { UserPool } from "./pools.ts";

const userInput = z.strictObject({ UserPoolId: z.string(), Username: z.string().min(1) });

/** The operations on a person of a pool. */
export function userOperations(directory: Directory): readonly (readonly [string, Operation])[] {
  const onUser = (name: string, call: (pool: UserPool, user: Account) => Promise<Fields> | Fields) =>
    onPool(directory, {
      name,
      input: userInput,
      call: (pool, { Username }) => call(pool, userNamed(directory, pool, Username)),
    });
  return [
    onPool(directory, {
      name: "AdminCreateUser",
      input: newAccountInput,
      call: (pool, input) => create(directory, pool, input),
    }),
    onUser("AdminGetUser", (_, user) => ({ ...facts(user), UserAttributes: attributes(user) })),
    onUser("AdminDisableUser", async (pool, user) => {
      await enable(directory, user, false);
      // Also for a later day: what is revoked stays so when the person is enabled again.
      directory.revoke(pool, user.sub, "everything");
      return {};
    }),
    onUser("AdminEnableUser", async (_, user) => {
      await enable(directory, user, true);
      return {};
    }),
    onUser("AdminUserGlobalSignOut", (pool, { sub }) => {
      directory.revoke(pool, sub, "tokens");
      return {};
    }),
  ];
}

/** By username, verified e-mail address or `sub`: "Username" in the API reference of each operation. */
function userNamed({ people }: Directory, pool: UserPool, name: string): Account {
  const user = people.byUsername(pool, name) ?? people.bySub(pool, name) ?? people.byAlias(pool, name);
  if (user === undefined) throw cognitoErrors.noUser();
  return user;
}

async function create(
  { people, now, send }: Directory,
  pool: UserPool,
  input: z.output<typeof newAccountInput>,
): Promise<Fields> {
  const made = await people.create(() => newAccount(pool, input, people, now()));
  const { email } = made.attributes;
  if (input.MessageAction === undefined && email !== undefined)
    send({ pool: pool.kind, email, kind: "welcome" });
  return { User: { ...facts(made), Attributes: attributes(made) } };
}

async function enable({ people }: Directory, user: Account, enabled: boolean): Promise<void> {
  if (user.enabled !== enabled) await people.change(user, { enabled });
}

/** The JSON of AWS carries times as seconds since 1970. */
function facts({ username, created, modified, enabled, status }: Account): Fields {
  return {
    Username: username,
    UserCreateDate: created / 1000,
    UserLastModifiedDate: modified / 1000,
    Enabled: enabled,
    UserStatus: status,
  };
}

function attributes({ sub, attributes: own }: Account): readonly Fields[] {
  return Object.entries({ sub, ...own }).map(([Name, Value]) => ({ Name, Value }));
}
