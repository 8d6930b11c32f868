import { actions } from "./kernel/actions.ts";
import { languages } from "./kernel/language.ts";
import { violationKinds } from "./kernel/log.ts";
import type { Shape, Table } from "./kernel/ports.ts";
import { reactions } from "./kernel/reactions.ts";
import { roles } from "./kernel/roles.ts";

const states = ["active", "suspended", "left", "open", "closed", "used", "erased", "withdrawn", "deleted"];
const otherWords = ["done", "refused", "invited", "running", ...reactions, ...languages];
const oneOf = (words: readonly string[]): RegExp => new RegExp(`^(?:${words.join("|")})$`);

/** How a clear value looks. A form admits no person's words, so that nothing sealed can be moved into a clear attribute. */
export const clearForms = {
  /** A ULID that the server made. */
  id: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
  /** A ULID and the lane that the event lies in. */
  eventId: /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.[0-7]$/,
  /** A keyed digest of 16 bytes, base64url. */
  digest: /^[A-Za-z0-9_-]{22}$/,
  /** One of the words of a closed list in the code: a state, a role, a language, a reaction. */
  word: oneOf([...roles, ...states, ...otherWords]),
  /** A name of the access table. */
  action: oneOf(actions.map((action) => action.replace(".", "\\."))),
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  /** A safe integer: a time in milliseconds, a version, a counter, an HTTP status. */
  number: /^-?\d{1,16}$/,
  /** A message and who wrote it: two ids. */
  posted: /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
  /** A thread, a message in it, and who wrote it: three ids. */
  postedIn: /^(?:[0-7][0-9A-HJKMNP-TV-Z]{25}\.){2}[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
  /** A reaction, and the alias of who reacts. */
  reacted: new RegExp(`^(?:${reactions.join("|")})\\.[0-7][0-9A-HJKMNP-TV-Z]{25}$`),
  /** A space that was left, and when, in milliseconds. */
  leaving: /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.\d{13}$/,
  /** The stream of a table, as DynamoDB names it. */
  stream: /^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+\/stream\/[\d:.T-]+$/,
  /** Sequence numbers by the shards that they count, as JSON. */
  positions: /^\{(?:"[\w-]+":"(?:\d{1,40}|END)",?)*\}$/,
  /** Numbers of events by day, as JSON. */
  perDay: /^\{(?:"\d{4}-\d\d-\d\d":\d{1,16},?)*\}$/,
  /** What was found in the log, as JSON: one word, and files or places of the log. */
  finding: /^\{"what":"[a-z-]+"(?:,"(?:file|tile|origin)":"[\w./-]+"|,"(?:index|size|signed)":\d{1,16})*\}$/,
  /** What a sealed violation is: a word of a closed list in the code. */
  violation: oneOf(violationKinds),
  /** An id, or the word that stands for the tenant as a whole. */
  made: /^(?:[0-7][0-9A-HJKMNP-TV-Z]{25}|tenant)$/,
} as const satisfies Readonly<Record<string, RegExp>>;

/**
 * Text of a form, a list of such texts, random bytes (`keyId`, `token`), a key that KMS wrapped, public keys as JSON, places
 * in the log, the root of its tree, or the leaf of an event, whose body is sealed. `published` is what the tenant shows to anyone without a token.
 */
export type ClearForm =
  | keyof typeof clearForms
  | `${keyof typeof clearForms}s`
  | "keyId"
  | "token"
  | "wrapped"
  | "publicKeys"
  | "published"
  | "postings"
  | "treeHash"
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

export const as = (form: ClearForm, reason: string): Clear => ({ form, reason });
export const version = as(
  "number",
  "Conditions of writes compare it, and a sealed value opens only under its version.",
);
export const memberBehind = as("id", "Names whose key opens the item; an opaque id.");
export const state = (words: string): Clear => as("word", `Conditions of writes compare it: ${words}.`);
export const keyIdOf = (what: string): Clear => as("keyId", `Says which ${what} it is; random bytes.`);
export const branch = as("number", "Counts the branch keys: says which one opens the item.");
