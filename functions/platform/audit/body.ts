import type { AuditEvent } from "../../kernel/audit.ts";
import type { MemberId } from "../../kernel/ids.ts";
import { internal } from "../failures.ts";
import { shortenExtra, shortenId } from "./compact.ts";

export const mostSubjects = 200;
export const tokenLength = 16;
/** Of an AWS request id that is recorded: those of DynamoDB have 52 characters, of which the last 26 are always the same. */
const readIdLength = 26;

/** The registry tokens of members: 16 random bytes each. */
export type Tokens = ReadonlyMap<MemberId, Uint8Array>;
/**
 * Looks tokens up.
 * @throws Problem `unavailable` when they cannot be read.
 */
export type TokensOf = (members: readonly MemberId[]) => Promise<Tokens>;

const tokenOf = (tokens: Tokens, member: MemberId): Uint8Array => {
  const token = tokens.get(member);
  if (token?.length !== tokenLength) throw internal("A member without a token cannot be recorded.");
  return token;
};

export const isSystem = (actor: string): actor is `system:${string}` => actor.startsWith("system:");

const actorOf = ({ actor }: AuditEvent, tokens: Tokens): string | undefined =>
  actor === undefined || isSystem(actor) ? actor : Buffer.from(tokenOf(tokens, actor)).toString("base64url");

/** The members whose tokens an event needs. */
export const membersIn = ({ actor, subjects }: AuditEvent): readonly MemberId[] =>
  actor === undefined || isSystem(actor) ? subjects : [...new Set([actor, ...subjects])];

const unlessEmpty = (list: readonly string[]): readonly string[] | undefined =>
  list.length > 0 ? list : undefined;

/** What is absent, false or empty is left out: JSON drops what is undefined. Bytes are write units. */
const shortened = (event: AuditEvent, tokens: Tokens) => ({
  act: event.action,
  out: event.outcome,
  ac: actorOf(event, tokens),
  rl: event.role,
  pu: event.purpose,
  bg: event.breakGlass || undefined,
  co: event.program,
  re: event.resource,
  rq: shortenId(event.requestId),
  dx: unlessEmpty(event.reads.map((id) => id.slice(0, readIdLength))),
  rv: event.replayOf,
  x: shortenExtra(event.extra),
  cm: unlessEmpty(event.commitments),
});

/** u16 length ‖ JSON ‖ tokens. */
export const encodeBody = (json: object, tokens: readonly Uint8Array[]): Buffer => {
  const text = Buffer.from(JSON.stringify(json));
  if (text.length > 0xffff) throw internal("The JSON of a leaf has at most 65,535 bytes.");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([length, text, ...tokens]);
};

/**
 * The body of an event's leaf.
 * @throws Problem `internal` when the event names more than 200 subjects, or a member without a token.
 */
export const encodeEvent = (event: AuditEvent, tokens: Tokens): Buffer => {
  const subjects = [...new Set(event.subjects)];
  if (subjects.length > mostSubjects) throw internal("An event has at most 200 subjects.");
  return encodeBody(
    shortened(event, tokens),
    subjects.map((member) => tokenOf(tokens, member)),
  );
};
