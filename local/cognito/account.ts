import { z } from "zod";
import type { Person } from "../types.ts";
import { flattened, type UserPool } from "./pools.ts";

/** The standard attributes that an ID token carries for the scope `profile`. */
export const profileAttributes = ["name", "given_name", "family_name", "locale", "zoneinfo"] as const;

export const account = z.strictObject({
  pool: z.enum(["members", "workforce"]),
  sub: z.string(),
  username: z.string(),
  /** Without `sub`. */
  attributes: z.record(z.string(), z.string()),
  enabled: z.boolean(),
  status: z.enum(["CONFIRMED", "FORCE_CHANGE_PASSWORD"]),
  /** Milliseconds since 1970. */
  created: z.number(),
  modified: z.number(),
  /** Whether the run was given this person; the others were made by their pool. */
  given: z.boolean(),
});

/** One person of a user pool, as the pool holds them. */
export type Account = Readonly<z.output<typeof account>>;

/** The account of a person whom the run is given: someone who has signed in before, with a verified address. */
export function givenAccount(pool: UserPool, { sub, username, email, name }: Person, now: Date): Account {
  return {
    pool: pool.kind,
    sub,
    username: flattened(pool, username),
    attributes: { email: flattened(pool, email), email_verified: "true", name },
    enabled: true,
    status: "CONFIRMED",
    created: now.getTime(),
    modified: now.getTime(),
    given: true,
  };
}

/** The address that can stand for the username; undefined while it is not verified. */
export function verifiedEmail({ attributes }: Pick<Account, "attributes">): string | undefined {
  return attributes.email_verified === "true" ? attributes.email : undefined;
}
