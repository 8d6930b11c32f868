import type { LoggedEvent } from "../../kernel/audit.ts";
import type { MemberId } from "../../kernel/ids.ts";
import { examineAtMost, matches, nameAtMost, namedIn, type OpenEvent, type Search } from "../search.ts";
import { auditEventsOf } from "./audit-event.ts";
import type { Stretch } from "./dates.ts";
import type { AuditEvent } from "./schema.ts";

/** Where a page goes on: behind an event, or in the middle of one that is about many. */
export interface Place {
  /** Events below this id. */
  readonly before: string | undefined;
  /** How many resources of the first of them were shown already. */
  readonly skip: number;
}

export interface FhirSearch {
  readonly search: Search;
  readonly stretch: Stretch;
  readonly action: string | undefined;
  readonly limit: number;
  readonly tenant: string;
}

export interface FhirPage {
  readonly resources: readonly AuditEvent[];
  /** Everybody named on it. */
  readonly named: ReadonlySet<MemberId>;
  readonly examined: number;
  readonly damaged: number;
  /** How many people the events of the page name that nobody can. */
  readonly unnamed: number;
  readonly next: Place | undefined;
}

/** Goes through the log until a page is full: an event that is about many may be shown on several. */
export async function fhirPage(
  log: AsyncIterable<LoggedEvent>,
  wanted: FhirSearch,
  { before, skip }: Place,
): Promise<FhirPage> {
  const page = { resources: [] as AuditEvent[], named: new Set<MemberId>() };
  let [examined, damaged, unnamed, shown] = [0, 0, 0, skip];
  let behind = before;
  const until = (next: Place | undefined): FhirPage => ({ ...page, examined, damaged, unnamed, next });
  for await (const event of log) {
    if (event.state === "later") return until({ before: event.id, skip: 0 });
    if (page.resources.length === wanted.limit || examined === examineAtMost)
      return until({ before: behind, skip: 0 });
    if (event.state === "damaged") damaged += 1;
    else if (isWanted(event, wanted)) {
      const done = fill(page, event, wanted, shown);
      if (done !== undefined) return until({ before: justAbove(event.id), skip: done });
      unnamed += event.unnamed;
    }
    examined += 1;
    shown = 0;
    behind = event.id;
  }
  return until(undefined);
}

function isWanted(event: OpenEvent, { search, stretch }: FhirSearch): boolean {
  const at = Date.parse(event.at);
  return at >= stretch.from && at < stretch.to && matches(event, search);
}

/** Adds what an event gives. @returns how many of its resources are shown when there is no place for the others. */
function fill(
  { resources, named }: { readonly resources: AuditEvent[]; readonly named: Set<MemberId> },
  event: OpenEvent,
  { search, action, limit, tenant }: FhirSearch,
  skip: number,
): number | undefined {
  const all = auditEventsOf(event, tenant);
  for (let at = skip; at < all.length; at++) {
    const [resource, subject] = [all[at], event.subjects[at]];
    if (resource === undefined || (action !== undefined && resource.action !== action)) continue;
    if (search.subject !== undefined && subject !== search.subject) continue;
    const names = namedIn({ ...event, subjects: subject === undefined ? [] : [subject] });
    const more = names.filter((member) => !named.has(member));
    if (resources.length === limit || named.size + more.length > nameAtMost) return at;
    for (const member of more) named.add(member);
    resources.push(resource);
  }
  return undefined;
}

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The lowest id above an event's, so that what lies below it begins with that event. */
export function justAbove(id: string): string {
  const [ulid = ""] = id.split(".");
  const kept = ulid.replace(/Z+$/, "");
  const last = symbols[symbols.indexOf(kept.at(-1) ?? "") + 1] ?? "";
  return `${(kept.slice(0, -1) + last).padEnd(ulid.length, "0")}.0`;
}
