import type { MemberId, MessageId, ProgramId, ThreadId } from "./ids.ts";
import type { Key } from "./ports.ts";

/**
 * Every key of the `community` table, in one file. Parts are branded ids or keyed digests, whose alphabets hold no `#`, so two
 * different inputs never give the same key; a person's words never enter one. A prefix belongs to exactly one slice.
 */
export const prefixes = {
  "MEMBER#": "members",
  "SIGNIN#": "members",
  "INVITATION#": "members",
  "PROGRAM#": "programs",
  "THREAD#": "community",
  "IDEMPOTENCY#": "edge",
  "CONFIG#": "platform",
} as const;

/** A keyed digest made by the vault: base64url of 16 bytes. */
export type Digest = string;

export const memberKey = (member: MemberId): Key => ({ pk: `MEMBER#${member}`, sk: "MEMBER" });

export const membershipPrefix = "PROGRAM#";
export const membershipKey = (member: MemberId, program: ProgramId): Key => ({
  pk: `MEMBER#${member}`,
  sk: `${membershipPrefix}${program}`,
});

/** Finds the member behind an issuer and subject. */
export const signInKey = (digest: Digest): Key => ({ pk: `SIGNIN#${digest}`, sk: "SIGNIN" });

export const invitationKey = (digest: Digest): Key => ({ pk: `INVITATION#${digest}`, sk: "INVITATION" });

export const programKey = (program: ProgramId): Key => ({ pk: `PROGRAM#${program}`, sk: "PROGRAM" });

export const threadKey = (thread: ThreadId): Key => ({ pk: `THREAD#${thread}`, sk: "THREAD" });

export const messagePrefix = "MSG#";
export const messageKey = (thread: ThreadId, message: MessageId): Key => ({
  pk: `THREAD#${thread}`,
  sk: `${messagePrefix}${message}`,
});

export const idempotencyKey = (digest: Digest): Key => ({ pk: `IDEMPOTENCY#${digest}`, sk: "IDEMPOTENCY" });

export const poolKeysKey: Key = { pk: "CONFIG#pool-keys", sk: "CONFIG" };
