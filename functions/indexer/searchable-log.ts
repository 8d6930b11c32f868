import type { EventLog, LoggedEvent, SearchableLog, Sought, TrailRange } from "../kernel/audit.ts";
import { type Clock, day, dayOf, instant } from "../kernel/clock.ts";
import { eventId, lowestEventId, type MemberId, madeAt } from "../kernel/ids.ts";
import type { ReadHead } from "../kernel/log.ts";
import type { IndexStore } from "../kernel/trail-index.ts";
import { countsByDay } from "./counts.ts";
import type { Wanted } from "./dimensions.ts";
import { foundLeaves, type LeafFinder } from "./found-leaves.ts";
import { newestOf } from "./newest-of.ts";
import { waysOf } from "./plan.ts";
import type { ShowEvents } from "./ports.ts";
import type { Stretch } from "./row-postings.ts";
import { type View, viewOf } from "./view.ts";

export interface SearchableLogOptions extends LeafFinder {
  readonly cursor: IndexStore["cursor"];
  readonly head: ReadHead;
  readonly clock: Clock;
  /** The table of events: all of them, sealed or not. */
  readonly table: EventLog;
  /** Begins to look up who is named; each lookup lives as long as one search. */
  readonly shows: () => ShowEvents;
  /** The tokens of members, base64url; who has none is absent. */
  readonly tokensOf: (members: readonly MemberId[]) => Promise<ReadonlyMap<MemberId, string>>;
  /** A request's id as leaves write it. */
  readonly shortened: (requestId: string) => string;
}

/**
 * The trail as the officer's function searches it: rows of the index, the sealed leaves that have no rows yet, and from the mark on
 * the table, in which also lies what is not sealed. Each event comes once, wherever it lies by now: that is why a place in the
 * result is no more than an event's id.
 */
export const searchableLog = (options: SearchableLogOptions): SearchableLog => ({
  newestFirst: options.table.newestFirst,
  search: (range, sought) => search(options, range, sought),
  countsByDay: async (range, sought) => {
    const wanted = await wantedOf(options, sought);
    const now = await view(options);
    const until = now.completeUntil ?? now.head.mark;
    return {
      until,
      counts: wanted === undefined ? new Map() : await countsByDay(options, now, range, wanted),
    };
  },
  completeUntil: async () => (await view(options)).completeUntil,
});

const view = ({ cursor, head, clock }: SearchableLogOptions): Promise<View> =>
  viewOf({ cursor }, head, clock());

/** What is looked for as leaves write it; undefined when nobody can be found, because a member has no token. */
async function wantedOf(
  { tokensOf, shortened }: SearchableLogOptions,
  { subject, actor, requestId, ...sought }: Sought,
): Promise<Wanted | undefined> {
  const members = [subject, actor].filter((member) => member !== undefined);
  const tokens = members.length > 0 ? await tokensOf(members) : new Map<MemberId, string>();
  if (members.some((member) => !tokens.has(member))) return undefined;
  const tokenOf = (member: MemberId | undefined) => member && tokens.get(member);
  const request = requestId === undefined ? undefined : shortened(requestId);
  return { ...sought, subject: tokenOf(subject), actor: tokenOf(actor), requestId: request };
}

async function* search(
  options: SearchableLogOptions,
  range: TrailRange,
  sought: Sought,
): AsyncGenerator<LoggedEvent, undefined> {
  const wanted = await wantedOf(options, sought);
  if (wanted === undefined) return;
  if (waysOf(wanted).length === 0) return yield* all(options, range);
  const now = await view(options);
  yield* newestOf(sealed(options, now, range, wanted), unsealed(options, now, range));
}

async function* all(
  { table }: SearchableLogOptions,
  range: TrailRange,
): AsyncGenerator<LoggedEvent, undefined> {
  yield* table.newestFirst(range);
}

const stretchOf = ({ fromDay, toDay, before }: TrailRange): Stretch => {
  const end = startOfDay(toDay) + day - 1;
  return {
    from: startOfDay(fromDay),
    to: before === undefined ? end : Math.min(end, madeAt(before)),
  };
};

const startOfDay = (text: string): number => Date.parse(`${text}T00:00:00.000Z`);

const byId = (one: LoggedEvent, other: LoggedEvent): number => (one.id < other.id ? 1 : -1);

async function* sealed(
  options: SearchableLogOptions,
  now: View,
  range: TrailRange,
  wanted: Wanted,
): AsyncGenerator<LoggedEvent, undefined> {
  const show = options.shows();
  for await (const { found, down, later } of foundLeaves(options, now, wanted, stretchOf(range))) {
    const events = await show(found.filter((each) => each.state !== "own"));
    yield* events.filter(({ id }) => range.before === undefined || id < range.before).sort(byId);
    if (later) yield { state: "later", id: lowestEventId(down) };
  }
}

/** Events of the table from the mark on: every event of an earlier instant is sealed. */
export async function* unsealed(
  { table }: Pick<SearchableLogOptions, "table">,
  { head: { mark } }: View,
  range: TrailRange,
): AsyncGenerator<LoggedEvent, undefined> {
  const fromDay = dayOf(Math.max(mark, startOfDay(range.fromDay)));
  const { to } = stretchOf(range);
  if (to < mark) return;
  const toDay = instant(to).slice(0, fromDay.length);
  for await (const event of table.newestFirst({ ...range, fromDay, toDay })) {
    // What does not lie where its id says has no place among the others; that it is there was told to a person.
    if (!eventId.safeParse(event.id).success) continue;
    if (madeAt(event.id) < mark) return;
    yield event;
  }
}
