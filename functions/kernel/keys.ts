import type {
  AliasId,
  DraftFor,
  JobId,
  MemberId,
  MessageId,
  OutboxId,
  ProgramId,
  SpaceId,
  ThreadId,
} from "./ids.ts";
import type { Key } from "./ports.ts";
import type { Pool } from "./roles.ts";

/**
 * Every key of the `community` table, in one file. Parts are branded ids or keyed digests, whose alphabets hold no `#`, so two
 * different inputs never give the same key; a person's words never enter one. A prefix belongs to exactly one slice.
 */
export const prefixes = {
  "MEMBER#": "members",
  "SIGNIN#": "members",
  "INVITATION#": "members",
  "EMAIL#": "members",
  "ROSTER#": "members",
  "OUTBOX#": "members",
  "RATE#": "members",
  "PROGRAM#": "programs",
  "PROGRAMS#": "programs",
  "PUBLIC#": "programs",
  "JOB#": "imports",
  "JOBS#": "imports",
  "SPACE#": "community",
  "THREAD#": "community",
  "READER#": "community",
  "DRAFT#": "community",
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

/** Finds the member whom an invitation to this address brought in. One address may have an account in each pool. */
export const emailKey = (digest: Digest, pool: Pool): Key => ({ pk: `EMAIL#${digest}`, sk: pool });

export const settingsKey = (member: MemberId): Key => ({ pk: `MEMBER#${member}`, sk: "SETTINGS" });

/** Finds the member behind an alias, and lists a program's people: the care team and the members apart. */
export const rosterPrefixes = { team: "TEAM#", members: "MEMBER#" } as const;
export const rosterPk = (program: ProgramId): string => `ROSTER#${program}`;
export const rosterKey = (program: ProgramId, part: keyof typeof rosterPrefixes, alias: AliasId): Key => ({
  pk: rosterPk(program),
  sk: `${rosterPrefixes[part]}${alias}`,
});

/** What the sign-in is still to be told, in the order in which it was decided. */
export const outboxPrefix = "TASK#";
export const outboxKey = (id: OutboxId): Key => ({ pk: "OUTBOX#sign-in", sk: `${outboxPrefix}${id}` });

/** Whose turn it is to tell the sign-in: one at a time, or two could tell an account's tasks out of their order. */
export const outboxTurnKey: Key = { pk: "OUTBOX#sign-in", sk: "TURN" };

/** Counts the failed tries of one account, or of all (digest of a fixed word), within an hour of UTC. */
export const rateKey = (digest: Digest, hourOfUtc: number): Key => ({
  pk: `RATE#${digest}`,
  sk: `HOUR#${hourOfUtc}`,
});

export const invitationKey = (digest: Digest): Key => ({ pk: `INVITATION#${digest}`, sk: "INVITATION" });

/** Finds the last invitation of an address into a program, by a digest of both. */
export const invitationToKey = (digest: Digest): Key => ({ pk: `INVITATION#${digest}`, sk: "ADDRESS" });

export const programKey = (program: ProgramId): Key => ({ pk: `PROGRAM#${program}`, sk: "PROGRAM" });

/** Lists all programs of the tenant. */
export const programsPk = "PROGRAMS#all";
export const programsPrefix = "PROGRAM#";
export const programRowKey = (program: ProgramId): Key => ({
  pk: programsPk,
  sk: `${programsPrefix}${program}`,
});

/** What anyone may read of a program without signing in. */
export const publicKey = (program: ProgramId): Key => ({ pk: `PUBLIC#${program}`, sk: "EMERGENCY" });

/** A file of invitations, its rows' results, the list of those that are not finished, and that of a program's. */
export const jobKey = (job: JobId): Key => ({ pk: `JOB#${job}`, sk: "JOB" });
export const jobRowPrefix = "ROW#";
export const jobRowKey = (job: JobId, row: number): Key => ({
  pk: `JOB#${job}`,
  sk: `${jobRowPrefix}${String(row).padStart(4, "0")}`,
});
export const jobPrefix = "JOB#";
export const openJobs = "JOBS#open";
export const openJobKey = (job: JobId): Key => ({ pk: openJobs, sk: `${jobPrefix}${job}` });
export const programJobs = (program: ProgramId): string => `JOBS#${program}`;
export const programJobKey = (program: ProgramId, job: JobId): Key => ({
  pk: programJobs(program),
  sk: `${jobPrefix}${job}`,
});

/** The threads of a space, its newest messages, and what the care team has pinned there. */
export const threadRowPrefix = "THREAD#";
export const threadRowKey = (space: SpaceId, thread: ThreadId): Key => ({
  pk: `SPACE#${space}`,
  sk: `${threadRowPrefix}${thread}`,
});
export const recentKey = (space: SpaceId): Key => ({ pk: `SPACE#${space}`, sk: "RECENT" });
export const pinKey = (space: SpaceId): Key => ({ pk: `SPACE#${space}`, sk: "PIN" });

/** How far a member has read each thread of a space. */
export const readerPartition = (member: MemberId): string => `READER#${member}`;
export const markPrefix = (space: SpaceId): string => `MARK#${space}#`;
export const markKey = (member: MemberId, space: SpaceId, thread: ThreadId): Key => ({
  pk: readerPartition(member),
  sk: `${markPrefix(space)}${thread}`,
});

export const draftKey = (member: MemberId, about: DraftFor): Key => ({
  pk: `DRAFT#${member}`,
  sk: `FOR#${about}`,
});

export const threadKey = (thread: ThreadId): Key => ({ pk: `THREAD#${thread}`, sk: "THREAD" });

export const messagePrefix = "MSG#";
export const messageKey = (thread: ThreadId, message: MessageId): Key => ({
  pk: `THREAD#${thread}`,
  sk: `${messagePrefix}${message}`,
});

/** What a message said before it was edited. */
export const historyPrefix = (message: MessageId): string => `HISTORY#${message}#`;
export const historyKey = (thread: ThreadId, message: MessageId, version: number): Key => ({
  pk: `THREAD#${thread}`,
  sk: `${historyPrefix(message)}${String(version).padStart(6, "0")}`,
});

/** One reaction of one member to one message; one vote of one member in a thread's poll. */
export const reactionPrefix = (message: MessageId): string => `REACTION#${message}#`;
export const reactionKey = (thread: ThreadId, message: MessageId, alias: AliasId): Key => ({
  pk: `THREAD#${thread}`,
  sk: `${reactionPrefix(message)}${alias}`,
});
export const votePrefix = "VOTE#";
export const voteKey = (thread: ThreadId, alias: AliasId): Key => ({
  pk: `THREAD#${thread}`,
  sk: `${votePrefix}${alias}`,
});

export const idempotencyKey = (digest: Digest): Key => ({ pk: `IDEMPOTENCY#${digest}`, sk: "IDEMPOTENCY" });

export const poolKeysKey: Key = { pk: "CONFIG#pool-keys", sk: "CONFIG" };
