import { hash } from "node:crypto";
import { actionTag, outcomeCode, type Posting, tagOf } from "./posting.ts";

/** What the index knows of an event. Members are the tokens that stand in its leaf. */
export interface Facts {
  readonly id: string;
  /** Milliseconds since the epoch, of its id. */
  readonly at: number;
  readonly action: string;
  readonly outcome: string;
  /** A token, or `system:<worker>`. */
  readonly actor: string | undefined;
  readonly program: string | undefined;
  /** As the leaf writes it. */
  readonly requestId: string;
  readonly subjects: readonly string[];
}

/** What an event is looked for by; what is absent matches everything. Members as tokens. */
export interface Wanted {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly program?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly requestId?: string | undefined;
}
export type Dimension = keyof Wanted;

const letters: Readonly<Record<Dimension, string>> = {
  subject: "P#",
  actor: "A#",
  program: "C#",
  action: "X#",
  outcome: "O#",
  requestId: "R#",
};
/** Partitions of requests: each request has a row of its own in a quiet hour, and no more than these under load. */
const requestDigits = 2;
const requestDigest = (requestId: string): string => hash("sha256", requestId, "hex");

/** The partition of the index that holds all postings of a value. */
export const partitionOf = (dimension: Dimension, value: string): string =>
  letters[dimension] +
  (dimension === "requestId" ? requestDigest(value).slice(-requestDigits).toUpperCase() : value);

/** The partition that counts the events of a value by day. */
export const countsOf = (dimension: Dimension, value: string): string => `N#${letters[dimension]}${value}`;
/** The partition that counts all events by day. */
export const countsOfAll = "N#E#";

/** The partitions in which an event has a posting, each once, with the posting. */
export function postingsOf(facts: Facts, leaf: number): ReadonlyMap<string, Posting> {
  const { at, action, outcome, actor, program, requestId, subjects } = facts;
  const shared = { leaf, at, action: actionTag(action), outcome: outcomeCode(outcome) };
  const posting: Posting = { ...shared, tag: tagOf(actor ?? "") };
  const of = (dimension: Dimension, value: string): [string, Posting] => [
    partitionOf(dimension, value),
    posting,
  ];
  return new Map([
    ...subjects.map((subject) => of("subject", subject)),
    ...(actor === undefined ? [] : [of("actor", actor)]),
    ...(program === undefined ? [] : [of("program", program)]),
    of("action", action),
    of("outcome", outcome),
    [partitionOf("requestId", requestId), { ...posting, tag: tagOf(requestId) }],
  ]);
}

/** The partitions that count an event: all of its own but the request's, of which there is one. */
export const countedIn = (facts: Facts): readonly string[] => [
  ...[...postingsOf(facts, 0).keys()]
    .filter((partition) => !partition.startsWith(letters.requestId))
    .map((partition) => `N#${partition}`),
  countsOfAll,
];

/** Whether a posting of a partition may be of an event that is wanted. One that is not surely is not. */
export const mayBe =
  ({ action, outcome, actor, requestId }: Wanted, by: Dimension) =>
  (posting: Posting): boolean =>
    (action === undefined || posting.action === actionTag(action)) &&
    (outcome === undefined || posting.outcome === outcomeCode(outcome)) &&
    (by === "requestId"
      ? requestId !== undefined && posting.tag === tagOf(requestId)
      : actor === undefined || posting.tag === tagOf(actor));

const same = (wanted: string | undefined, is: string | undefined): boolean =>
  wanted === undefined || wanted === is;

/** Whether an event is wanted. */
export const isWanted = (facts: Facts, wanted: Wanted): boolean =>
  (wanted.subject === undefined || facts.subjects.includes(wanted.subject)) &&
  same(wanted.actor, facts.actor) &&
  same(wanted.program, facts.program) &&
  same(wanted.action, facts.action) &&
  same(wanted.outcome, facts.outcome) &&
  same(wanted.requestId, facts.requestId);
