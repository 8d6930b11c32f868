import { day } from "../kernel/clock.ts";
import type { Notice } from "./finding.ts";

/** An event's entry in the chain of its writer. */
export interface ChainLink {
  readonly index: number;
  readonly writer: string;
  readonly n: number;
  /** Leaf hash of the writer's entry before, base64url. */
  readonly previous: string;
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface Chain {
  next: number;
  hash: string;
  at: number;
  readonly waiting: Map<number, ChainLink>;
}

const nothing = Buffer.alloc(32).toString("base64url");
/** No instance of a function lives as long: what is not heard of for this long has ended. */
const ended = 7 * day;
/** After how many entries those that ended are forgotten. */
const often = 4_096;

/**
 * Follows the chain of each writer through the log, whose order is not quite the writers' own. Memory stays that of the writers of a week.
 * @param whole whether the log is read from its start; else what comes before is taken on trust.
 */
export function writerChains(whole: boolean) {
  const chains = new Map<string, Chain>();
  let [count, newest] = [0, 0];

  const forget = (upTo: number): readonly Notice[] => {
    const old = [...chains].filter(([, { at }]) => at <= upTo);
    for (const [writer] of old) chains.delete(writer);
    return old.flatMap(([, { waiting }]) => {
      const [first] = [...waiting.values()].sort((one, other) => one.n - other.n);
      return first === undefined ? [] : [{ what: "gap", index: first.index } as const];
    });
  };

  return {
    /** Adds an entry; @returns what is wrong with it, or with those of writers that have ended. */
    add: (link: ChainLink): readonly Notice[] => {
      count += 1;
      newest = Math.max(newest, link.at);
      const chain = chains.get(link.writer) ?? begun(link, whole);
      chains.set(link.writer, chain);
      const broken = joined(chain, link);
      return count % often === 0 ? [...broken, ...forget(newest - ended)] : broken;
    },
    /** What is missing when nothing more comes. */
    end: (): readonly Notice[] => forget(Number.POSITIVE_INFINITY),
  };
}

const begun = ({ n, previous, at }: ChainLink, whole: boolean): Chain =>
  whole
    ? { next: 0, hash: nothing, at, waiting: new Map() }
    : { next: n, hash: previous, at, waiting: new Map() };

/** Takes the link, and those that waited for it. */
function joined(chain: Chain, link: ChainLink): readonly Notice[] {
  chain.at = Math.max(chain.at, link.at);
  if (link.n < chain.next || chain.waiting.has(link.n)) return [{ what: "broken-chain", index: link.index }];
  chain.waiting.set(link.n, link);
  const broken: Notice[] = [];
  for (let next = chain.waiting.get(chain.next); next; next = chain.waiting.get(chain.next)) {
    if (next.previous !== chain.hash) broken.push({ what: "broken-chain", index: next.index });
    chain.waiting.delete(chain.next);
    chain.hash = next.hash;
    chain.next += 1;
  }
  return broken;
}
