import { actions } from "./kernel/actions.ts";
import type { Shape, Table } from "./kernel/ports.ts";
import { roles } from "./kernel/roles.ts";

const states = ["active", "suspended", "left", "open", "closed", "used", "erased"];
const oneOf = (words: readonly string[]): RegExp => new RegExp(`^(?:${words.join("|")})$`);

/** How a clear value looks. A form admits no person's words, so that nothing sealed can be moved into a clear attribute. */
export const clearForms = {
  /** A ULID that the server made. */
  id: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
  /** A ULID and the lane that the event lies in. */
  eventId: /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.[0-7]$/,
  /** A keyed digest of 16 bytes, base64url. */
  digest: /^[A-Za-z0-9_-]{22}$/,
  /** One of the words of a closed list in the code: a state or a role. */
  word: oneOf([...roles, ...states]),
  /** A name of the access table. */
  action: oneOf(actions.map((action) => action.replace(".", "\\."))),
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  /** A safe integer: a time in milliseconds, a version, a counter, an HTTP status. */
  number: /^-?\d{1,16}$/,
  /** An id, or the word that stands for the tenant as a whole. */
  made: /^(?:[0-7][0-9A-HJKMNP-TV-Z]{25}|tenant)$/,
} as const satisfies Readonly<Record<string, RegExp>>;

/**
 * Text of a form, a list of such texts, random bytes (`keyId`, `token`), a key that KMS wrapped, public keys as JSON, or the
 * leaf of an event, whose body is sealed.
 */
export type ClearForm =
  | keyof typeof clearForms
  | `${keyof typeof clearForms}s`
  | "keyId"
  | "token"
  | "wrapped"
  | "publicKeys"
  | "leaf";

/** An attribute that stays clear: how it looks, and why it must be readable without a key. */
export interface Clear {
  readonly form: ClearForm;
  readonly reason: string;
}

/** A kind of item: where it lies, every attribute that it has in clear, and every sealed one. */
export interface ItemKind {
  readonly table: Table;
  readonly pk: RegExp;
  readonly sk: RegExp;
  readonly clear: Readonly<Record<string, Clear>>;
  /** What is sealed, which says to how many bytes it was padded; a key is always padded to 64. */
  readonly sealed?: Readonly<Record<string, Shape | "key">>;
}

const as = (form: ClearForm, reason: string): Clear => ({ form, reason });
const version = as(
  "number",
  "Conditions of writes compare it, and a sealed value opens only under its version.",
);
const memberBehind = as("id", "Names whose key opens the item; an opaque id.");
const state = (words: string): Clear => as("word", `Conditions of writes compare it: ${words}.`);
const keyIdOf = (what: string): Clear => as("keyId", `Says which ${what} it is; random bytes.`);
const branch = as("number", "Counts the branch keys: says which one opens the item.");

/**
 * Everything that a reader of the tables sees without a key, and what is sealed. An item has no attribute that does not
 * stand here: a test holds every item of the local run against this list.
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
      v: version,
    },
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
      scope: as("actions", "What a patient let a helper do: access is decided by it."),
      v: version,
    },
    sealed: { alias: "text" },
  },
  signIn: {
    table: "community",
    pk: /^SIGNIN#[A-Za-z0-9_-]{22}$/,
    sk: /^SIGNIN$/,
    clear: { member: memberBehind, v: version },
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
      v: version,
    },
  },
  program: {
    table: "community",
    pk: /^PROGRAM#[0-9A-Z]{26}$/,
    sk: /^PROGRAM$/,
    clear: { state: state("active or closed"), v: version },
    sealed: { texts: "structured" },
  },
  thread: {
    table: "community",
    pk: /^THREAD#[0-9A-Z]{26}$/,
    sk: /^THREAD$/,
    clear: {
      program: as("id", "A thread is served only where its path says it is."),
      space: as("id", "A thread is served only where its path says it is."),
      state: state("open or closed"),
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
      v: version,
    },
    sealed: { body: "text" },
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
    sealed: { key: "key" },
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
