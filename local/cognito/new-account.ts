import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Account, profileAttributes, verifiedEmail } from "./account.ts";
import { cognitoErrors } from "./errors.ts";
import type { People } from "./people.ts";
import { flattened, type UserPool } from "./pools.ts";

const attribute = z.union([
  z.strictObject({ Name: z.literal("email_verified"), Value: z.enum(["true", "false"]) }),
  z.strictObject({ Name: z.enum(["email", ...profileAttributes]), Value: z.string().max(2048) }),
]);

/** No password, because there are none here; no message by SMS, which is also what AWS sends when no medium is named. */
export const newAccountInput = z
  .strictObject({
    UserPoolId: z.string(),
    Username: z.string(),
    UserAttributes: z.array(attribute).default([]),
    MessageAction: z.literal("SUPPRESS").optional(),
    DesiredDeliveryMediums: z.array(z.literal("EMAIL")).length(1).optional(),
    ForceAliasCreation: z.literal(false).optional(),
  })
  .refine((input) => input.MessageAction === "SUPPRESS" || input.DesiredDeliveryMediums !== undefined, {
    path: ["DesiredDeliveryMediums"],
  });

type Input = z.output<typeof newAccountInput>;

const emailForm = /^[^\s@]+@[^\s@]+$/u;

/**
 * The account that AdminCreateUser makes: with a password for the first time, or in a pool of codes with none and ready.
 *
 * @throws AwsError when the pool may not have such an account, or has its name already.
 */
export function newAccount(pool: UserPool, input: Input, people: People, now: Date): Account {
  checkUsername(pool, input.Username);
  const username = flattened(pool, input.Username);
  const attributes = attributesOf(pool, input);
  checkEmail(pool, input, attributes);
  checkFree(pool, { username, attributes }, people);
  return {
    pool: pool.kind,
    sub: randomUUID(),
    username,
    attributes,
    enabled: true,
    status: pool.passwordless ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
    created: now.getTime(),
    modified: now.getTime(),
    given: false,
  };
}

function checkUsername(pool: UserPool, username: string): void {
  if (username.length > 128) throw cognitoErrors.usernameLength();
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(username)) throw cognitoErrors.usernamePattern();
  if (pool.emailAlias && emailForm.test(username)) throw cognitoErrors.usernameIsEmail();
}

function attributesOf(pool: UserPool, { UserAttributes }: Input): Account["attributes"] {
  const attributes = Object.fromEntries(
    UserAttributes.map(({ Name, Value }) => [Name, Name === "email" ? flattened(pool, Value) : Value]),
  );
  if (Object.keys(attributes).length < UserAttributes.length) throw cognitoErrors.attributeTwice();
  return attributes;
}

function checkEmail(pool: UserPool, input: Input, { email, email_verified }: Account["attributes"]): void {
  if (email !== undefined) {
    if (!emailForm.test(email)) throw cognitoErrors.emailFormat();
    return;
  }
  if (email_verified === "true") throw cognitoErrors.noEmailToVerify();
  if (input.DesiredDeliveryMediums !== undefined) throw cognitoErrors.noEmailToSend();
  if (pool.passwordless) throw cognitoErrors.noEmailForCode();
}

function checkFree(
  pool: UserPool,
  { username, attributes }: Pick<Account, "username" | "attributes">,
  people: People,
): void {
  if (people.byUsername(pool, username) ?? people.bySub(pool, username)) throw cognitoErrors.usernameTaken();
  const email = verifiedEmail({ attributes });
  if (email !== undefined && people.byAlias(pool, email)) throw cognitoErrors.emailTaken();
}
