import * as z from "zod/mini";

/**
 * Crockford base32 as ULID uses it: no I, L, O, U; the first digit keeps the value within 128 bits. Each kind of id is a schema
 * object of its own, so that who is named in an answer can be told from its schema.
 */
const ulid = () => z.string().check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/));

/** A person in the tenant. Never the identity provider's `sub`. */
export const memberId = ulid().brand<"member">();
export type MemberId = z.output<typeof memberId>;

/** What clients see of another member: one opaque id per member and program. */
export const aliasId = ulid().brand<"alias">();
export type AliasId = z.output<typeof aliasId>;

export const programId = ulid().brand<"program">();
export type ProgramId = z.output<typeof programId>;

export const spaceId = ulid().brand<"space">();
export type SpaceId = z.output<typeof spaceId>;

export const threadId = ulid().brand<"thread">();
export type ThreadId = z.output<typeof threadId>;

export const messageId = ulid().brand<"message">();
export type MessageId = z.output<typeof messageId>;

export const invitationId = ulid().brand<"invitation">();
export type InvitationId = z.output<typeof invitationId>;

/** A file of invitations that is worked off row by row. */
export const jobId = ulid().brand<"job">();
export type JobId = z.output<typeof jobId>;

/** Something that the sign-in is still to be told. */
export const outboxId = ulid().brand<"outbox">();
export type OutboxId = z.output<typeof outboxId>;

/** What a draft is for: the thread that it answers, or the space in which it begins a thread. */
export const draftFor = ulid().brand<"draftFor">();
export type DraftFor = z.output<typeof draftFor>;

/** ULID of the event, a dot, and the lane it lies in: the table key is computable from it. */
export const eventId = z
  .string()
  .check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}\.[0-7]$/))
  .brand<"event">();
export type EventId = z.output<typeof eventId>;

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Symbols of an id that say when it was made. */
export const timeLength = 10;

/** When an id was made, in milliseconds since the epoch. */
export const madeAt = (id: string): number =>
  [...id.slice(0, timeLength)].reduce((ms, symbol) => ms * symbols.length + symbols.indexOf(symbol), 0);

const randomLength = 16;
/** The lowest id that an event of an instant can have; the instant in milliseconds since the epoch. */
export const lowestEventId = (at: number): EventId => {
  const digits = Array.from({ length: timeLength }, (_, place) =>
    symbols.charAt(Math.floor(at / symbols.length ** (timeLength - 1 - place)) % symbols.length),
  );
  return z.parse(eventId, `${digits.join("")}${"0".repeat(randomLength)}.0`);
};

/** Makes ids: time-ordered, unguessable in their lower 80 bits. */
export type NewId = <T extends z.core.$ZodType<string>>(kind: T) => z.output<T>;
