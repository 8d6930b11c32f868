import { factsOf, type Row, type Rows } from "./rows.ts";
import { tracked } from "./tracked.ts";

/** Something that a deploy would lose. */
export interface Loss {
  /** Logical id of what is recorded. */
  readonly id: string;
  /** One sentence, without its end. */
  readonly sentence: string;
}

/**
 * What a deploy of `present` over `recorded` would lose. What is new loses nothing.
 *
 * @param recorded rows of what is deployed, or of the release.
 * @param present rows of the template that would be deployed.
 */
export function losses(recorded: Rows, present: Rows): readonly Loss[] {
  return Object.entries(recorded).flatMap(([id, row]) => {
    const now = present[id];
    if (now === undefined) return [{ id, sentence: gone(id, row, heirsOf(row, recorded, present)) }];
    if (now.type !== row.type) return [{ id, sentence: turned(id, row, now) }];
    return changes(row, now).map((lost) => ({ id, sentence: `${named(id, row)} ${lost}` }));
  });
}

function changes(row: Row, now: Row): readonly string[] {
  const { holds } = wordsOf(row);
  return Object.entries(factsOf(row.type)).flatMap(([name, fact]) => {
    const isKnown = Object.hasOwn(row.facts, name) || Object.hasOwn(now.facts, name);
    const lost = isKnown ? fact.lost(row.facts[name], now.facts[name]) : undefined;
    return lost === undefined ? [] : [lost.replace("{holds}", holds)];
  });
}

/** New resources of the same type: what looks like a rename. */
const heirsOf = ({ type }: Row, recorded: Rows, present: Rows): readonly string[] =>
  Object.entries(present)
    .filter(([id, row]) => row.type === type && recorded[id] === undefined)
    .map(([id]) => id);

function gone(id: string, row: Row, heirs: readonly string[]): string {
  const { noun, holds } = wordsOf(row);
  const fate = isKept(row)
    ? `the deploy leaves the ${noun} behind outside the stack, with ${holds}, and nothing uses it any more`
    : `the deploy deletes the ${noun}, and with it ${holds}`;
  const rename =
    heirs.length === 0 ? "" : `; ${heirs.join(", ")} would begin empty in its place: this is no rename`;
  return `${named(id, row)} is not in the template any more: ${fate}${rename}`;
}

function turned(id: string, row: Row, now: Row): string {
  const { holds } = wordsOf(row);
  const rest = isKept(row) ? "stays behind outside the stack" : "is deleted";
  return `${named(id, row)} becomes ${now.type}: AWS makes a new one without ${holds}, and the old one ${rest}`;
}

const named = (id: string, row: Row): string => `${id} (${wordsOf(row).noun})`;

const wordsOf = ({ type }: Row) => tracked[type] ?? { noun: type, holds: "what it holds" };

const isKept = ({ facts }: Row): boolean => String(facts.DeletionPolicy).startsWith("Retain");
