import type { z } from "zod";
import { choice, group, identifier, roleArn, vaultArn, whole, wordOr } from "./fields.ts";
import { notes } from "./notes.ts";

const MODES = ["governance", "compliance"] as const;

const confirmed = (what: string) =>
  identifier(/^\d{12}$/, "the 12 digits of aws.account once more, in quotes")
    .optional()
    .describe(`${what}: the account once more, as the confirmation that it is meant.`);

/** How long the sealed trail is locked. Which mode holds when none is written: {@link lockModeOf}. */
export const objectLock = group({
  mode: choice(MODES)
    .describe(
      "compliance: nobody, not even AWS, can delete the trail before its time. Cannot be undone. Default: compliance in production, governance in a test environment.",
    )
    .register(notes, { change: "from governance to compliance, never back" })
    .optional(),
  years: whole(1, 20)
    .default(7)
    .describe("How long the sealed trail is kept; at least 6 in production.")
    .register(notes, { change: "for what is written afterwards" }),
  confirmForAccount: confirmed("With compliance"),
});

/** How long backups are kept, and how firmly. */
export const backup = group({
  years: whole(1, 20)
    .default(7)
    .describe("How long the backup of each month is kept; at least 6 in production.")
    .register(notes, { change: "for what is backed up afterwards" }),
  vaultLock: group({
    mode: choice(MODES)
      .default("governance")
      .describe(
        "compliance: after three days nobody, not even AWS, can delete a backup before its time or change the lock. Cannot be undone: first restore one as a drill.",
      )
      .register(notes, { change: "from governance to compliance, never back" }),
    confirmForAccount: confirmed("With compliance"),
  }).prefault({}),
});

/** Where copies of the backups go that outlive this account. */
export const recovery = wordOr(
  "none",
  group({
    vaultArn: vaultArn().describe(
      "Backup vault in another account and region, locked for 7 to 30 days, which receives a copy of every backup.",
    ),
  }),
).describe(
  "Second account with copies of the backups, none older than 30 days. `none`: a lost account is lost for good.",
);

/** Roles of your own that alone may do what cannot be undone. */
export const roles = group({
  offBoarding: roleArn()
    .optional()
    .describe("Role that alone may schedule the deletion of keys. Left out: nobody may."),
  breakGlass: roleArn()
    .optional()
    .describe(
      "Role that alone may restore the keyring and the audit keys, which can bring erased content back. Left out: nobody may.",
    ),
});

interface Lock {
  readonly environment: "production" | "test";
  readonly audit: {
    readonly objectLock: { readonly mode?: z.output<typeof objectLock>["mode"] };
  };
}

/** The mode in which the trail is locked: what the file says, or else compliance in production and governance elsewhere. */
export function lockModeOf({ environment, audit }: Lock): (typeof MODES)[number] {
  return audit.objectLock.mode ?? (environment === "production" ? "compliance" : "governance");
}
