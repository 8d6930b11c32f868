import type * as z from "zod/mini";
import type { audit } from "../../../functions/audit/routes.ts";
import { clientOf } from "../tenant.ts";

type Page = z.input<(typeof audit)["readEvents"]["answers"][200]>;
type Query = z.input<(typeof audit)["readEvents"]["query"]>;
export type Event = Page["events"][number];
type Action = Event["action"];

const dayMs = 24 * 60 * 60 * 1_000;
/** The UTC day of an instant, `2026-11-22`. @param ms since 1970 */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A UTC day, so many days from today. */
export const dayFromToday = (days: number): string => dayOf(Date.now() + days * dayMs);

/** The newest events, of one action or of any, as the compliance officer finds them. */
export async function newestEvents(action?: Action, limit = 100): Promise<readonly Event[]> {
  const query: Query = { from: dayFromToday(-1), to: dayFromToday(0), limit: String(limit) };
  const found = await clientOf("olivia").GET("/v1/audit/events", {
    params: { query: action === undefined ? query : { ...query, action } },
  });
  if (!found.data) throw new Error("The officer could not read the trail.");
  return found.data.events;
}

/**
 * The events of a request that was made just now: as the action it is, or as a repeat of one. It looks at the newest events
 * of any action, because a search for one action opens the whole trail.
 */
export async function eventsOf(requestId: string, action: Action): Promise<readonly Event[]> {
  return ofRequest(await newestEvents(undefined, 50), requestId, action);
}

/** Those of events that are of a request, as the action it is, or as a repeat of one. */
export const ofRequest = (events: readonly Event[], requestId: string, action: Action): readonly Event[] =>
  events.filter(
    (event) => event.requestId === requestId && (event.action === action || event.action === "replay"),
  );

/** All events of some days, newest first, page by page as the compliance officer reads them. */
export async function* eventPages(from: string, to: string): AsyncGenerator<Page> {
  let cursor: string | null = null;
  do {
    const query: Query = { from, to, limit: "100", ...(cursor === null ? {} : { cursor }) };
    const { data } = await clientOf("olivia").GET("/v1/audit/events", { params: { query } });
    if (!data) throw new Error("The officer could not read the trail.");
    yield data;
    cursor = data.nextCursor;
  } while (cursor !== null);
}
