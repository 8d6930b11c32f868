import type * as z from "zod/mini";
import type { audit } from "../../../functions/audit/routes.ts";
import { clientOf } from "../tenant.ts";

type Page = z.input<(typeof audit)["readEvents"]["answers"][200]>;
export type Event = Page["events"][number];
type Action = Event["action"];

const dayMs = 24 * 60 * 60 * 1_000;
/** A UTC day, so many days from today. */
export const dayFromToday = (days: number): string =>
  new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** The newest events of an action, as the compliance officer finds them. */
export async function newestEvents(action: Action, limit = 100): Promise<readonly Event[]> {
  const found = await clientOf("olivia").GET("/v1/audit/events", {
    params: { query: { from: dayFromToday(-1), to: dayFromToday(0), action, limit: String(limit) } },
  });
  if (!found.data) throw new Error("The officer could not read the trail.");
  return found.data.events;
}

/** The events of one request: as the action it is, or as a repeat of one. */
export async function eventsOf(requestId: string, action: Action): Promise<readonly Event[]> {
  const events = [...(await newestEvents(action)), ...(await newestEvents("replay"))];
  return events.filter((event) => event.requestId === requestId);
}
