import type { AuditEvent, LoggedEvent, Sought } from "../kernel/audit.ts";
import type { MemberId } from "../kernel/ids.ts";

/** What an officer looks for; an absent field matches everything. */
export interface Search extends Sought {
  readonly resource?: string | undefined;
}
export type OpenEvent = Extract<LoggedEvent, { state: "open" }>;

export interface Found {
  readonly events: readonly OpenEvent[];
  readonly examined: number;
  readonly damaged: number;
  /** Id of the last event examined, when there may be more. */
  readonly position: string | undefined;
}

/** One search opens at most this many events; the rest is behind the cursor. */
export const examineAtMost = 1_000;
/** One event of the trail names at most this many subjects, and whoever the answer names is a subject of the search's own event. */
export const nameAtMost = 200;

const facts = ["action", "outcome", "actor", "program", "requestId", "resource"] as const;

export const matches = (event: AuditEvent, search: Search): boolean =>
  facts.every((name) => search[name] === undefined || event[name] === search[name]) &&
  (search.subject === undefined || event.subjects.some((member) => member === search.subject));

/** Members whom an event names: its subjects, and its actor when that is a person. */
export const namedIn = ({ subjects, actor }: AuditEvent): readonly MemberId[] =>
  actor === undefined || isSystem(actor) ? subjects : [...new Set([...subjects, actor])];

/** An event that alone names more people than a page may: those for whom there is no place are counted. */
function fitting(event: OpenEvent): OpenEvent {
  const over = namedIn(event).length - nameAtMost;
  if (over <= 0) return event;
  return { ...event, subjects: event.subjects.slice(0, -over), unnamed: event.unnamed + over };
}

export const isSystem = (actor: NonNullable<AuditEvent["actor"]>): actor is `system:${string}` =>
  actor.startsWith("system:");

/** Goes through the log until a page is full, too many people would be named, or enough was examined. */
export async function gather(log: AsyncIterable<LoggedEvent>, search: Search, limit: number): Promise<Found> {
  const events: OpenEvent[] = [];
  const named = new Set<MemberId>();
  let [examined, damaged] = [0, 0];
  let position: string | undefined;
  for await (const event of log) {
    if (event.state === "later") return { events, examined, damaged, position: event.id };
    if (events.length === limit || examined === examineAtMost) return { events, examined, damaged, position };
    const hit = event.state === "open" && matches(event, search) ? fitting(event) : undefined;
    const more = hit ? namedIn(hit).filter((member) => !named.has(member)) : [];
    if (named.size + more.length > nameAtMost) return { events, examined, damaged, position };
    for (const member of more) named.add(member);
    if (hit) events.push(hit);
    if (event.state === "damaged") damaged += 1;
    examined += 1;
    position = event.id;
  }
  return { events, examined, damaged, position: undefined };
}
