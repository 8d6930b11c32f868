import type { LoggedEvent } from "../kernel/audit.ts";
import { dayOf } from "../kernel/clock.ts";
import type { MemberId } from "../kernel/ids.ts";
import { examineAtMost, isSystem, type OpenEvent } from "./search.ts";

/** What somebody did on one day that showed them a member's information: the events alike, counted. */
export interface Access {
  readonly day: string;
  readonly event: OpenEvent;
  readonly times: number;
}
export interface Accesses {
  readonly accesses: readonly Access[];
  readonly examined: number;
  /** Id of the last event examined, when there may be more. */
  readonly position: string | undefined;
}

/** One page has at most so many lines. */
export const linesAtMost = 50;

/** Whether an event showed the member's information to somebody else, or changed it. */
export const concerns = (event: LoggedEvent, member: MemberId): event is OpenEvent =>
  event.state === "open" &&
  event.outcome === "ok" &&
  event.actor !== member &&
  event.subjects.some((subject) => subject === member);

/** Events of the same day that are one line: the same person, in the same program, did the same. */
const lineOf = ({ at, actor, program, action }: OpenEvent): string =>
  JSON.stringify([dayOf(Date.parse(at)), actor, program, action]);

/** Goes through the log until a page is full or enough was examined. */
export async function gatherOwn(log: AsyncIterable<LoggedEvent>, member: MemberId): Promise<Accesses> {
  const lines = new Map<string, Access>();
  const found = () => [...lines.values()];
  let [examined, position]: [number, string | undefined] = [0, undefined];
  for await (const event of log) {
    if (event.state === "later") return { accesses: found(), examined, position: event.id };
    const line = concerns(event, member) ? lineOf(event) : undefined;
    const isFull = lines.size === linesAtMost && line !== undefined && !lines.has(line);
    if (isFull || examined === examineAtMost) return { accesses: found(), examined, position };
    if (line !== undefined && concerns(event, member)) lines.set(line, counted(lines.get(line), event));
    examined += 1;
    position = event.id;
  }
  return { accesses: found(), examined, position: undefined };
}

const counted = (before: Access | undefined, event: OpenEvent): Access =>
  before ? { ...before, times: before.times + 1 } : { day: dayOf(Date.parse(event.at)), event, times: 1 };

/** The person behind an event; `undefined` when Kith itself acted. */
export const personOf = ({ actor }: OpenEvent): MemberId | undefined =>
  actor === undefined || isSystem(actor) ? undefined : actor;
