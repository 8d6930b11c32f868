import type { EventLog, SearchableLog } from "../kernel/audit.ts";
import type { Clock } from "../kernel/clock.ts";
import type { ObjectReader } from "../kernel/log.ts";
import type { Log } from "../kernel/platform.ts";
import type { Reader } from "../kernel/ports.ts";
import { shortenId } from "../platform/audit/compact.ts";
import { shownEvents } from "../platform/audit/events.ts";
import type { MonthKeys } from "../platform/audit/month-keys.ts";
import { headReader } from "../platform/log/head.ts";
import { indexCursor } from "../platform/log/index-store.ts";
import { leafReader, openedOf } from "./read-leaf.ts";
import { sealedLeaves } from "./sealed-leaves.ts";
import { searchableLog } from "./searchable-log.ts";
import { memberTokens } from "./tokens.ts";
import { unindexedLeaves } from "./view.ts";

/** What the searchable trail of a tenant stands on. */
export interface TrailParts {
  readonly tenant: string;
  readonly monthKeys: Pick<MonthKeys, "existing">;
  /** Reads `audit-keys`. */
  readonly registry: Reader;
  /** Reads `audit-index`. */
  readonly index: Reader;
  readonly worm: ObjectReader;
  readonly edge: ObjectReader;
  readonly table: EventLog;
  readonly log: Log;
  readonly clock: Clock;
}

/** The trail of a tenant with its index. */
export function searchableTrail(parts: TrailParts): SearchableLog {
  const { tenant, monthKeys, registry, index, table, clock } = parts;
  const leaves = sealedLeaves(parts);
  const read = leafReader(tenant, monthKeys);
  return searchableLog({
    rows: index,
    leaves,
    read,
    unindexed: unindexedLeaves(leaves, read),
    cursor: () => indexCursor(index),
    head: headReader(registry),
    table,
    clock,
    shows: () => {
      const show = shownEvents(parts);
      return (found) => show(found.map(openedOf));
    },
    tokensOf: memberTokens(registry),
    shortened: shortenId,
  });
}
