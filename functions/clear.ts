import { as, branch, type ItemKind, keyIdOf, memberBehind, state, version } from "./clear-forms.ts";

/**
 * Everything that a reader of the tables sees without a key. An attribute that does not stand here must be a sealed value; a
 * test holds every item of the local run against this list.
 */
export const itemKinds: Readonly<Record<string, ItemKind>> = {
  member: {
    table: "community",
    pk: /^MEMBER#[0-9A-Z]{26}$/,
    sk: /^MEMBER$/,
    clear: {
      state: state("active or suspended"),
      joinedAs: as("word", "The role decides the pool of a person's tokens before any key is read."),
      tenantRole: as("word", "Access is decided by it before any key is read."),
      tokensFrom: as("number", "A time: tokens issued before are refused."),
      language: as("word", "Every answer is written in it, refusals included, before any key is read."),
      v: version,
    },
  },
  settings: {
    table: "community",
    pk: /^MEMBER#[0-9A-Z]{26}$/,
    sk: /^SETTINGS$/,
    clear: { v: version },
  },
  membership: {
    table: "community",
    pk: /^MEMBER#[0-9A-Z]{26}$/,
    sk: /^PROGRAM#[0-9A-Z]{26}$/,
    clear: {
      programId: as("id", "Access is decided by it; what the program is about is sealed."),
      role: as("word", "Access is decided by it, and again by the condition of a write."),
      state: state("active, suspended or left"),
      aliasId: as("id", "What clients see of the member; an opaque id."),
      spaces: as("ids", "Access is decided by them, and again by the condition of a write."),
      left: as("leavings", "A space that was left can be returned to for 30 days: an opaque id and a time."),
      scope: as("actions", "What a patient let a helper do: access is decided by it."),
      v: version,
    },
  },
  signIn: {
    table: "community",
    pk: /^SIGNIN#[A-Za-z0-9_-]{22}$/,
    sk: /^SIGNIN$/,
    clear: { member: memberBehind, v: version },
  },
  email: {
    table: "community",
    pk: /^EMAIL#[A-Za-z0-9_-]{22}$/,
    sk: /^EMAIL$/,
    clear: { member: memberBehind, v: version },
  },
  roster: {
    table: "community",
    pk: /^ROSTER#[0-9A-Z]{26}$/,
    sk: /^(?:TEAM|MEMBER)#[0-9A-Z]{26}$/,
    clear: { member: memberBehind, v: version },
  },
  outbox: {
    table: "community",
    pk: /^OUTBOX#sign-in$/,
    sk: /^TASK#[0-9A-Z]{26}$/,
    clear: { task: as("wrapped", "Sealed by KMS for the worker that tells the sign-in."), v: version },
  },
  rate: {
    table: "community",
    pk: /^RATE#[A-Za-z0-9_-]{22}$/,
    sk: /^HOUR#\d{1,8}$/,
    clear: {
      n: as("number", "Counts failed tries of whom a keyed digest stands for."),
      ttl: as("number", "A time: when DynamoDB may remove the count."),
    },
  },
  invitation: {
    table: "community",
    pk: /^INVITATION#[A-Za-z0-9_-]{22}$/,
    sk: /^INVITATION$/,
    clear: {
      id: as("id", "The code is derived from it and the lookup key; alone it opens nothing."),
      state: state("open or used"),
      role: as("word", "What the invited person becomes; it names nobody."),
      program: as("id", "Where the invitation leads; an opaque id."),
      spaces: as("ids", "Where the invitation leads; opaque ids."),
      expires: as("number", "A time."),
      addressed: as(
        "digest",
        "Keyed digest of the address: finds the member whom the invitation brought in.",
      ),
      v: version,
    },
  },
  program: {
    table: "community",
    pk: /^PROGRAM#[0-9A-Z]{26}$/,
    sk: /^PROGRAM$/,
    clear: { state: state("active or closed"), v: version },
  },
  programRow: {
    table: "community",
    pk: /^PROGRAMS#all$/,
    sk: /^PROGRAM#[0-9A-Z]{26}$/,
    clear: { v: version },
  },
  publicNotice: {
    table: "community",
    pk: /^PUBLIC#[0-9A-Z]{26}$/,
    sk: /^EMERGENCY$/,
    clear: {
      notice: as("published", "Anyone may read it without signing in, also while the keys are closed."),
      v: version,
    },
  },
  job: {
    table: "community",
    pk: /^JOB#[0-9A-Z]{26}$/,
    sk: /^JOB$/,
    clear: {
      by: memberBehind,
      program: as("id", "Where the invitations lead; an opaque id."),
      spaces: as("ids", "Where the invitations lead; opaque ids."),
      state: as("word", "Says whether rows are left: running or done."),
      at: as("instant", "A time."),
      total: as("number", "Counts the rows."),
      next: as("number", "Counts the rows that are done: conditions of writes compare it."),
      v: version,
    },
  },
  jobRow: {
    table: "community",
    pk: /^JOB#[0-9A-Z]{26}$/,
    sk: /^ROW#\d{4}$/,
    clear: {
      state: as("word", "Counts results without a key: invited or refused."),
      invitation: as("id", "The code is derived from it and the lookup key; alone it opens nothing."),
      v: version,
    },
  },
  openJob: {
    table: "community",
    pk: /^JOBS#open$/,
    sk: /^JOB#[0-9A-Z]{26}$/,
    clear: { v: version },
  },
  threadRow: {
    table: "community",
    pk: /^SPACE#[0-9A-Z]{26}$/,
    sk: /^THREAD#[0-9A-Z]{26}$/,
    clear: {
      by: memberBehind,
      aliasId: as("id", "What clients see of the author; an opaque id."),
      state: as("word", "Says whether the thread is listed: open, closed or withdrawn."),
      recent: as("posteds", "What is new in the thread is counted from it without a key: opaque ids."),
      rv: as("number", "Counts the changes of what is counted."),
      v: version,
    },
  },
  recent: {
    table: "community",
    pk: /^SPACE#[0-9A-Z]{26}$/,
    sk: /^RECENT$/,
    clear: {
      recent: as("postedIns", "What is new in the space is counted from it without a key: opaque ids."),
      v: version,
    },
  },
  pin: {
    table: "community",
    pk: /^SPACE#[0-9A-Z]{26}$/,
    sk: /^PIN$/,
    clear: {
      thread: as("id", "Where the pinned message lies; an opaque id."),
      message: as("id", "The pinned message; an opaque id."),
      by: memberBehind,
      at: as("instant", "A time."),
      v: version,
    },
  },
  mark: {
    table: "community",
    pk: /^READER#[0-9A-Z]{26}$/,
    sk: /^MARK#[0-9A-Z]{26}#[0-9A-Z]{26}$/,
    clear: { upTo: as("id", "The last message that was read; an opaque id."), at: as("instant", "A time.") },
  },
  draft: {
    table: "community",
    pk: /^DRAFT#[0-9A-Z]{26}$/,
    sk: /^FOR#[0-9A-Z]{26}$/,
    clear: { at: as("instant", "A time."), v: version },
  },
  thread: {
    table: "community",
    pk: /^THREAD#[0-9A-Z]{26}$/,
    sk: /^THREAD$/,
    clear: {
      program: as("id", "A thread is served only where its path says it is."),
      space: as("id", "A thread is served only where its path says it is."),
      state: state("open, closed or withdrawn"),
      tally: as("numbers", "Votes by option, counted without a key; what the options say is sealed."),
      rv: as("number", "Counts the changes of what is counted."),
      v: version,
    },
  },
  message: {
    table: "community",
    pk: /^THREAD#[0-9A-Z]{26}$/,
    sk: /^MSG#[0-9A-Z]{26}$/,
    clear: {
      by: memberBehind,
      aliasId: as("id", "What clients see of the author; an opaque id."),
      at: as("instant", "A time."),
      editedAt: as("instant", "A time."),
      state: as("word", "Says that its author deleted it."),
      replyTo: as("id", "The message that it answers; an opaque id."),
      reactions: as("reacteds", "Counted without a key: one of a small fixed set, and opaque ids."),
      rv: as("number", "Counts the changes of what is counted."),
      v: version,
    },
  },
  history: {
    table: "community",
    pk: /^THREAD#[0-9A-Z]{26}$/,
    sk: /^HISTORY#[0-9A-Z]{26}#\d{6}$/,
    clear: { by: memberBehind, at: as("instant", "A time."), v: version },
  },
  reaction: {
    table: "community",
    pk: /^THREAD#[0-9A-Z]{26}$/,
    sk: /^REACTION#[0-9A-Z]{26}#[0-9A-Z]{26}$/,
    clear: {
      by: memberBehind,
      kind: as("word", "Counted without a key: one of a small fixed set, and it says nothing of health."),
      at: as("instant", "A time."),
    },
  },
  vote: {
    table: "community",
    pk: /^THREAD#[0-9A-Z]{26}$/,
    sk: /^VOTE#[0-9A-Z]{26}$/,
    clear: {
      by: memberBehind,
      option: as("number", "Counted without a key; what the option says is sealed."),
      at: as("instant", "A time."),
    },
  },
  idempotency: {
    table: "community",
    pk: /^IDEMPOTENCY#[A-Za-z0-9_-]{22}$/,
    sk: /^IDEMPOTENCY$/,
    clear: {
      f: as("digest", "Keyed digest of the first request: tells a repeat from another request."),
      s: as("number", "HTTP status of the first answer."),
      m: as("made", "Id of what was made: a repeat is answered from it."),
      e: as("eventId", "Event of the first answer; an opaque id."),
      x: as("number", "A time: when the record ends."),
      ttl: as("number", "A time: when DynamoDB may remove the record."),
    },
  },
  poolKeys: {
    table: "community",
    pk: /^CONFIG#pool-keys$/,
    sk: /^CONFIG$/,
    clear: {
      value: as("publicKeys", "Public keys that the pools publish, and ids of app clients."),
      v: version,
    },
  },
  currentBranch: {
    table: "keyring",
    pk: /^BRANCH#current$/,
    sk: /^BRANCH$/,
    clear: { bv: branch, v: version },
  },
  branch: {
    table: "keyring",
    pk: /^BRANCH#\d{1,6}$/,
    sk: /^BRANCH$/,
    clear: {
      kid: keyIdOf("branch key"),
      wrapped: as("wrapped", "Wrapped by KMS, which alone opens it."),
      v: version,
    },
  },
  key: {
    table: "keyring",
    pk: /^(?:TENANT#(?:lookup|tenant)|MEMBER#[0-9A-Z]{26})$/,
    sk: /^(?:KEY|community|record)$/,
    clear: {
      state: state("erased, on a tombstone"),
      kid: keyIdOf("key"),
      bv: branch,
      v: version,
    },
  },
  event: {
    table: "audit",
    pk: /^D#\d{4}-\d\d-\d\d#[0-7]$/,
    sk: /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.[0-7]$/,
    clear: {
      l: as(
        "leaf",
        "The leaf's header: event id, time, writer, count, hash. Verifiers read it; the body is sealed.",
      ),
    },
  },
  monthKey: {
    table: "audit-keys",
    pk: /^MONTH#\d{4}-\d\d$/,
    sk: /^MONTH$/,
    clear: {
      kid: keyIdOf("month key"),
      wrapped: as("wrapped", "Wrapped by KMS, which alone opens it."),
      v: version,
    },
  },
  token: {
    table: "audit-keys",
    pk: /^TOKEN#[0-9A-Z]{26}$/,
    sk: /^TOKEN$/,
    clear: {
      token: as(
        "token",
        "Random bytes that stand for the member in events; without the events they say nothing.",
      ),
    },
  },
  memberOfToken: {
    table: "audit-keys",
    pk: /^MEMBER-OF#[A-Za-z0-9_-]{22}$/,
    sk: /^MEMBER$/,
    clear: { member: memberBehind },
  },
};
