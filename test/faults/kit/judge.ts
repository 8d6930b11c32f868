import type { Event } from "../../run/kit/trail.ts";
import type { Observed } from "./observed.ts";
import type { Seen } from "./sender.ts";
import { nameOfItem, shapeOf, type WriteCall } from "./writes.ts";

/** What is known of an operation once everything is over. */
export interface Evidence {
  /** Every case, in order. */
  readonly seen: readonly Seen[];
  /** The events of the trail, as the compliance officer finds them, by the request that they name. */
  readonly eventsOf: (requestId: string) => readonly Event[];
  /** Whether an item lies in the tables. */
  readonly isStored: (item: string) => boolean;
  /** Whether somebody has removed an item, this operation or another. */
  readonly wasRemoved: (item: string) => boolean;
  /** Whether the operation leaves events. */
  readonly leavesEvents: boolean;
  /** Whether whoever asks twice is answered as the first time. */
  readonly replays: boolean;
}

/** Everything that is wrong with what was seen of an operation, each in one sentence; empty when every promise was kept. */
export function violations(evidence: Evidence): readonly string[] {
  const { seen } = evidence;
  const court = courtOf(evidence);
  const attempts = seen.flatMap((one) =>
    [...caseFaults(one, evidence), ...one.attempts.flatMap((attempt) => attemptFaults(attempt, court))].map(
      (sentence) => `${one.planned.name}: ${sentence}`,
    ),
  );
  const requests = [...Map.groupBy(seen, ({ request }) => request).values()].flatMap((cases) =>
    requestFaults(cases, court).map(
      (sentence) => `${cases.map(({ planned }) => planned.name).join(" / ")}: ${sentence}`,
    ),
  );
  return [...attempts, ...requests];
}

/** The evidence, and what follows from it. */
interface Court extends Evidence {
  /** The writes of an attempt that became true. */
  readonly doneBy: (attempt: Observed) => readonly WriteCall[];
  /** Those that change more than the trail. */
  readonly effectsOf: (attempt: Observed) => readonly WriteCall[];
  /** What a request of this operation changes. */
  readonly shape: string;
  /** Every item that some write of the operation made which became true. */
  readonly made: ReadonlySet<string>;
}

function courtOf(evidence: Evidence): Court {
  const { seen, isStored } = evidence;
  // Of a call that the store did not answer, the store tells whether it was done: by its event, which then is there.
  const isDone = (write: WriteCall): boolean =>
    write.fate === "done" || (write.fate === "broken" && namesOfLeaves(write).some(isStored));
  const doneBy = ({ writes }: Observed) => distinct(writes.filter(isDone));
  const effectsOf = (attempt: Observed) => doneBy(attempt).filter((write) => !isUpkeep(write));
  const all = seen.flatMap(({ attempts }) => attempts);
  const [usual] = all.flatMap(effectsOf);
  return {
    ...{ ...evidence, doneBy, effectsOf },
    shape: usual ? shapeOf(usual) : "",
    made: new Set(all.flatMap(doneBy).flatMap(namesOfItems)),
  };
}

/** A transaction that is sent again with the same token is one. */
function distinct(writes: readonly WriteCall[]): readonly WriteCall[] {
  return [...new Map(writes.map((write) => [namesOfItems(write).join(), write])).values()];
}

const namesOfLeaves = ({ leaves }: WriteCall): readonly string[] => leaves.map(({ key }) => nameOfItem(key));
const namesOfItems = (write: WriteCall): readonly string[] => [
  ...namesOfLeaves(write),
  ...write.changes.map(nameOfItem),
];
/** Items that are there only when the write became true; the report of a writer that was given up is sent until it is stored. */
const newItems = (write: WriteCall): readonly string[] => [
  ...write.leaves.filter(({ type }) => type === "ev").map(({ key }) => nameOfItem(key)),
  ...write.changes.filter(({ kind }) => kind === "Create").map(nameOfItem),
];

/** The key of a new month is made by whoever first needs it. */
const isUpkeep = ({ changes }: WriteCall): boolean => changes.every(({ table }) => table === "audit-keys");

const when = (holds: boolean, sentence: string): readonly string[] => (holds ? [sentence] : []);

/** What a case promises of its first answer, unless the time limit came first. */
function caseFaults({ planned, attempts }: Seen, { eventsOf }: Evidence): readonly string[] {
  const [first] = attempts;
  if (!first) return ["was never sent"];
  const { expects, events } = planned;
  if (!first.ofFunction || !isMet({ planned, attempts })) return [];
  const left = eventsOf(first.requestId).length;
  return [
    ...when(expects === "done" && first.status >= 300, `was answered with ${first.status}`),
    ...when(isFailure(expects) && first.status !== 503, `was answered with ${first.status}`),
    ...when(expects === "sealed" && first.problem !== "sealed", "was not said to be sealed"),
    ...when(events !== undefined && left !== events, `left ${left} events`),
  ];
}

/** Whether what was planned happened: the calls of a request are not the same each time. */
export const isMet = ({ planned, attempts: [first] }: Pick<Seen, "planned" | "attempts">): boolean =>
  planned.faults.length === 0 || (first?.met ?? 0) > 0;

const isFailure = (expects: Seen["planned"]["expects"]): boolean => expects !== "any" && expects !== "done";

/** What must be true of every attempt, whatever it met. */
function attemptFaults(attempt: Observed, court: Court): readonly string[] {
  const { eventsOf, isStored, leavesEvents, doneBy, effectsOf, shape, made } = court;
  const events = eventsOf(attempt.requestId);
  const success = events.filter(({ outcome }) => outcome === "ok");
  const others = events.filter(({ outcome }) => outcome !== "ok");
  const done = doneBy(attempt);
  const effects = effectsOf(attempt);
  const stored = done.flatMap(({ leaves }) => leaves.filter(({ type }) => type === "ev"));
  const isReleased = attempt.status < 400;
  const refused = attempt.writes.filter((write) => !done.includes(write)).flatMap(newItems);
  const hasEvent = (effect: WriteCall): boolean =>
    success.some(({ eventId }) => effect.leaves.some(({ key }) => key.sk === eventId));
  return [
    ...when(isReleased && leavesEvents && success.length !== 1, `was released with ${success.length} events`),
    ...when(success.length > 1, "has several events of success"),
    ...when(others.length > 1, "has several events of failure"),
    ...when(events.length !== stored.length, `shows ${events.length} of ${stored.length} stored events`),
    ...when(
      others.some(({ subjects }) => subjects.length > 0),
      "names whom it did not disclose",
    ),
    ...when(
      done.some((write) => write.leaves.length !== 1 && !isUpkeep(write)),
      "wrote without an event",
    ),
    ...when(
      effects.some((effect) => shapeOf(effect) !== shape),
      `changed something else than usual: ${effects.map(shapeOf).join(" and ")} for ${shape}`,
    ),
    ...when(!effects.every(hasEvent), "changed something without an event of success"),
    ...when(!done.flatMap(namesOfLeaves).every(isStored), "lost an event"),
    ...when(
      refused.some((item) => isStored(item) && !made.has(item)),
      "left a part of what did not become true",
    ),
    ...when(attempt.problem === "malformed", `failed with ${attempt.status} and no problem document`),
  ];
}

/** What must be true of a request, however often it was sent. */
function requestFaults(cases: readonly Seen[], court: Court): readonly string[] {
  const { effectsOf, eventsOf, isStored, wasRemoved, replays, shape } = court;
  const attempts = cases.flatMap((one) => one.attempts);
  const effects = distinct(attempts.flatMap(effectsOf));
  const kept = effects.flatMap(({ changes }) => changes.filter(({ kind }) => kind !== "Delete"));
  const lost = kept.map(nameOfItem).filter((item) => !isStored(item) && !wasRemoved(item));
  const answers = replays ? attempts.filter((one) => one.status < 300 && effectsOf(one).length === 0) : [];
  const isReplay = ({ requestId }: Observed): boolean =>
    eventsOf(requestId).every(
      ({ action, replayOf }) =>
        action === "replay" && effects.some(({ leaves }) => leaves.some(({ key }) => key.sk === replayOf)),
    );
  const isAcknowledged = attempts.some(({ status }) => status < 300);
  const last = attempts.at(-1)?.status ?? 0;
  return [
    ...when(effects.length > 1, "was done twice"),
    ...when(isAcknowledged && shape !== "" && effects.length === 0, "was acknowledged, and is not there"),
    ...when(lost.length > 0, `lost ${lost.join(" and ")}`),
    ...when(replays && effects.length > 0 && last >= 300, `ended with ${last}`),
    ...when(!answers.every(isReplay), "was answered again without saying that it was a repeat"),
  ];
}
