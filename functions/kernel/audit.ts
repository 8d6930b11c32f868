import type { AuditAction } from "./actions.ts";
import type { AliasId, EventId, MemberId, ProgramId } from "./ids.ts";
import type { KeyOwner, Write } from "./ports.ts";
import type { ProblemCode } from "./problems.ts";
import type { Role } from "./roles.ts";

export type Outcome = "ok" | "denied" | "error";

/** What one request did, as it is written down. Ids and codes only. */
export interface AuditEvent {
  readonly action: AuditAction;
  readonly outcome: Outcome;
  readonly actor: MemberId | `system:${string}` | undefined;
  readonly role: Role | undefined;
  /** HL7 v3 PurposeOfUse. */
  readonly purpose: string;
  readonly breakGlass: boolean;
  readonly program: ProgramId | undefined;
  /** Opaque id of what the request was about. */
  readonly resource: string | undefined;
  readonly requestId: string;
  /** AWS request ids of the reads that opened content: they can be matched with CloudTrail. */
  readonly reads: readonly string[];
  /** First event when this one is a replay of it. */
  readonly replayOf: EventId | undefined;
  /** Reason, search terms: once per event, sealed with it. */
  readonly extra: Readonly<Record<string, string | number>> | undefined;
  /** Commitments of the sealed values written, base64url: a rolled-back item is found by them. */
  readonly commitments: readonly string[];
  /** Whose information was disclosed or changed, at most 200. */
  readonly subjects: readonly MemberId[];
}

/** Whom a request makes a member, of the tenant or of a program. */
export interface Newcomer {
  readonly actor: MemberId;
  readonly role: Role;
  readonly program: ProgramId | undefined;
}

/** Collects, during one request, who is disclosed; the event is made from it and from nothing else. */
export interface AuditTrail {
  readonly disclose: (member: KeyOwner) => void;
  /** Says that an alias in the answer stands for a member, who thereby is disclosed. */
  readonly discloseAlias: (alias: AliasId, member: MemberId) => void;
  readonly committed: (commitment: string) => void;
  readonly read: (awsRequestId: string) => void;
  readonly note: (extra: Readonly<Record<string, string | number>>) => void;
  readonly about: (resource: string) => void;
  /** Says who acts in a request that makes its caller a member: the event names that member as its actor. */
  readonly actAs: (newcomer: Newcomer) => void;
  readonly subjects: () => readonly MemberId[];
  readonly memberBehind: (alias: string) => MemberId | undefined;
  readonly facts: () => Pick<AuditEvent, "reads" | "extra" | "commitments" | "resource">;
  readonly newcomer: () => Newcomer | undefined;
}

/** The idempotency record that a write's transaction carries. Holds no content. */
export interface Idempotency {
  readonly id: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly made: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}
/** What a repeat finds of the first request. */
export interface FirstAnswer extends Idempotency {
  readonly event: EventId;
}

export type Committed =
  | { readonly outcome: "committed"; readonly event: EventId }
  /** A condition did not hold: nothing was written, not even the event. */
  | { readonly outcome: "refused"; readonly refusal: ProblemCode }
  /** The same Idempotency-Key won elsewhere meanwhile: nothing was written. */
  | { readonly outcome: "repeated" };

/**
 * The only way to write. No writes: the event alone. Writes: one transaction of the writes, the event and the record.
 * @throws Problem `unavailable` when it is not certain that all of it became true.
 */
export type Commit = (
  event: AuditEvent,
  writes: readonly Write[],
  idempotency?: Idempotency,
) => Promise<Committed>;

interface OpenedEvent {
  readonly state: "open";
  readonly id: EventId;
  readonly at: string;
  /** How many whom the event names, as subjects or as actor, do not stand in it: nobody holds their tokens, which also alarms, or a page has no place for so many. */
  readonly unnamed: number;
}
/**
 * An event of the trail as the officer's function opened it; `damaged` when it could not be opened or read. `later`: nothing more
 * is read at once, and there may be more behind this place.
 */
export type LoggedEvent =
  | (OpenedEvent & AuditEvent)
  | { readonly state: "damaged"; readonly id: string }
  | { readonly state: "later"; readonly id: string };

/** What somebody looks for in the trail; what is absent matches everything. */
export interface Sought {
  readonly subject?: MemberId | undefined;
  readonly actor?: MemberId | undefined;
  readonly program?: ProgramId | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Days of UTC, both included, and the place behind which to go on. */
export interface TrailRange {
  readonly fromDay: string;
  readonly toDay: string;
  readonly before: string | undefined;
}

/** The whole audit trail, newest event first. Opened one after the other, as far as the caller goes on asking. */
export interface EventLog {
  readonly newestFirst: (range: TrailRange) => AsyncIterable<LoggedEvent>;
}

/** How many events each day has of what is looked for; days without any are absent. */
export interface DayCounts {
  readonly counts: ReadonlyMap<string, number>;
  /** Milliseconds since the epoch: events of earlier instants are counted. */
  readonly until: number;
}

/** The trail with its index: finding something costs as much as there is to be found, however long the trail is. */
export interface SearchableLog extends EventLog {
  /** As {@link EventLog.newestFirst}, but may leave out what does not match; without a term that the index has, reads everything. */
  readonly search: (range: TrailRange, sought: Sought) => AsyncIterable<LoggedEvent>;
  /** @param sought one term, or none for all events. */
  readonly countsByDay: (range: Pick<TrailRange, "fromDay" | "toDay">, sought: Sought) => Promise<DayCounts>;
  /** Until when searches are complete, milliseconds since the epoch; undefined when they are to this moment. */
  readonly completeUntil: () => Promise<number | undefined>;
}
