import type { EventLog, LoggedEvent, TrailRange } from "../../kernel/audit.ts";
import { dayOf, day as oneDay } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/platform.ts";
import type { Reader } from "../../kernel/ports.ts";
import { dayNewestFirst, type LaneSource, type TrailItem } from "./lane-pages.ts";
import type { MonthKeys } from "./month-keys.ts";
import { loggedEvent, type OpenedLeaf, openItem, tokensIn } from "./opened-leaf.ts";
import { positionOf } from "./position.ts";
import { tokenHolders } from "./token-holders.ts";

/** Items opened together, so that their tokens are looked up together. */
const openTogether = 25;
/** Every lane that an event id can name is read: what was written when there were more of them is found too. */
const allLanes = 8;

export interface EventLogOptions extends LaneSource {
  readonly tenant: string;
  readonly monthKeys: MonthKeys;
  /** Reads `audit-keys`. */
  readonly registry: Reader;
  readonly log: Log;
}

/**
 * The trail as the officer's function reads it. A leaf that does not open is yielded as `damaged` and alarms; it is never
 * skipped and never an error.
 */
export const eventLog = (options: EventLogOptions): EventLog => ({
  newestFirst: (range) => newestFirst(options, range),
});

async function* newestFirst(
  options: EventLogOptions,
  range: TrailRange,
): AsyncGenerator<LoggedEvent, undefined> {
  const show = shownEvents(options);
  const { tenant, monthKeys } = options;
  for await (const items of inGroups(itemsOf(options, range), openTogether)) {
    yield* await show(await Promise.all(items.map((item) => openItem(tenant, monthKeys, item))));
  }
}

/** Makes events of opened leaves: looks up who is named, each once for as long as it lives, and alarms for what did not open. */
export function shownEvents({ registry, log }: Pick<EventLogOptions, "registry" | "log">) {
  const holdersOf = tokenHolders(registry, log);
  return async (leaves: readonly OpenedLeaf[]): Promise<readonly LoggedEvent[]> => {
    const holders = await holdersOf(leaves.flatMap(tokensIn));
    for (const { state } of leaves) if (state === "damaged") log({ level: "alarm", event: "damaged-value" });
    return leaves.flatMap((leaf) => loggedEvent(leaf, holders));
  };
}

async function* itemsOf(
  source: LaneSource,
  { fromDay, toDay, before }: TrailRange,
): AsyncGenerator<TrailItem, undefined> {
  const position = before === undefined ? undefined : positionOf(before);
  for (let day = earlier(toDay, position?.day ?? toDay); day >= fromDay; day = dayBefore(day)) {
    yield* dayNewestFirst(source, day, allLanes, day === position?.day ? position : undefined);
  }
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

const dayBefore = (day: string): string => dayOf(Date.parse(`${day}T00:00:00.000Z`) - oneDay);

async function* inGroups<T>(source: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[], undefined> {
  let group: T[] = [];
  for await (const entry of source) {
    group.push(entry);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
