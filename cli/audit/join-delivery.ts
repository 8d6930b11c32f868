import * as z from "zod/mini";
import { operations } from "../../functions/routes.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `26/Nov/2026:05:16:44 +0000` as milliseconds since 1970: whole seconds, in UTC. NaN when it is no such text. */
function instantOf(requestTime: string): number {
  const [, day, month = "", year, time] =
    /^(\d\d)\/(\w{3})\/(\d{4}):([\d:]{8}) \+0000$/.exec(requestTime) ?? [];
  return Date.parse(`${year}-${String(months.indexOf(month) + 1).padStart(2, "0")}-${day}T${time}Z`);
}

/** A line of the API's access log, as far as it says whether an answer went out. */
const accessLine = z.object({
  requestId: z.string(),
  // A line whose time is not known would be passed over, whatever it says.
  requestTime: z.string().check(z.refine((text) => !Number.isNaN(instantOf(text)))),
  httpMethod: z.string(),
  resourcePath: z.string(),
  status: z.string(),
});
export type AccessLine = z.output<typeof accessLine>;

/** What the join needs of an event, as the officer's search answers it. */
export interface FoundEvent {
  readonly eventId: string;
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly system: string | null;
  readonly requestId: string;
}

/** Instants between which both sides are complete, in milliseconds since 1970. */
export interface Between {
  readonly from: number;
  readonly to: number;
}

export interface Delivery {
  /** How many events of answers, and lines of answers, were compared. */
  readonly compared: { readonly events: number; readonly lines: number };
  /** Events of answers of which the access log has no line: whether anybody received them is not known. */
  readonly unconfirmed: readonly FoundEvent[];
  /** Answers that a function gave and of which the trail has no event. There must be none. */
  readonly withoutEvent: readonly AccessLine[];
}

/** Reads lines of an access log, one JSON document each. @throws Error that names the line which is none. */
export function readAccessLog(text: string): readonly AccessLine[] {
  return text.split("\n").flatMap((line, at) => {
    if (line.trim() === "") return [];
    const parsed = z.safeParse(accessLine, jsonIn(line));
    if (!parsed.success) throw new Error(`Line ${at + 1} is no line of the API's access log.`);
    return [parsed.data];
  });
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Joins the trail with the access log by the request's id. An event says that an answer was handed over, before it was; the
 * line says that it was sent.
 */
export function joinDelivery(
  events: readonly FoundEvent[],
  lines: readonly AccessLine[],
  { from, to }: Between,
): Delivery {
  const isInside = (at: number): boolean => from <= at && at < to;
  const answers = events.filter(({ outcome, system }) => outcome === "ok" && system === null);
  const known = new Set(answers.map(({ requestId }) => requestId));
  const sent = lines.filter(isAnswer);
  const delivered = new Set(sent.map(({ requestId }) => requestId));
  const asked = answers.filter(({ at }) => isInside(Date.parse(at)));
  const judged = sent.filter((line) => leavesEvent(line) && isInside(instantOf(line.requestTime)));
  return {
    compared: { events: asked.length, lines: judged.length },
    unconfirmed: asked.filter(({ requestId }) => !delivered.has(requestId)),
    withoutEvent: judged.filter(({ requestId }) => !known.has(requestId)),
  };
}

/** 304 is an answer too: nothing new since last time. */
const isAnswer = ({ status }: AccessLine): boolean => status.startsWith("2") || status === "304";

const audited = new Set(
  Object.values(operations)
    .filter(({ scope }) => scope !== null)
    .map(({ method, path }) => `${method} ${path}`),
);
const leavesEvent = ({ httpMethod, resourcePath }: AccessLine): boolean =>
  audited.has(`${httpMethod} ${resourcePath}`);
