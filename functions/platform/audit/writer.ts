import { randomBytes } from "node:crypto";
import { unavailable } from "../failures.ts";
import type { Link } from "./header.ts";
import type { Leaf } from "./leaf.ts";

const firstPrevious = Buffer.alloc(32).toString("base64url");

/** What became of a leaf: it is in the table; it is not and never will be; or nobody can say. */
export type Fate = "stored" | "absent" | "unknown";

/** How the attempt to store a leaf ended, and what the caller gets once the chain has taken note of it. */
export interface Settled<T> {
  readonly fate: Fate;
  readonly finish: () => T;
}

/** A writer that was given up: its leaves up to `uncertain - 1` are stored, and nobody knows about `uncertain`. */
export interface Abandoned {
  readonly writer: string;
  readonly uncertain: number;
}

export interface Rotation {
  /** Builds the first leaf of the writer that follows. */
  readonly build: (link: Link, abandoned: Abandoned) => Promise<Leaf>;
  /** Stores it. Storing the same bytes twice must do no harm. */
  readonly store: (leaf: Leaf) => Promise<Fate>;
}

/** The chain of one instance's leaves: one at a time, each naming the one before. */
export interface WriterChain {
  /**
   * Appends a leaf when all earlier ones are settled. `build` throws before anything was sent; `store` settles the leaf.
   * @throws Problem `unavailable` when the leaf that reports an abandoned writer cannot be stored.
   */
  readonly append: <T>(build: (link: Link) => Leaf, store: (leaf: Leaf) => Promise<Settled<T>>) => Promise<T>;
}

interface State {
  readonly writer: string;
  n: number;
  previous: string;
  /** Must be reported before anything else is written; the leaf is built once and sent until it is stored. */
  report: { readonly abandoned: Abandoned; leaf?: Leaf } | undefined;
}

/** Runs one task after the other, whatever became of the earlier ones. */
const oneByOne = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
};

const newWriter = (abandoned?: Abandoned): State => ({
  writer: randomBytes(16).toString("base64url"),
  n: 0,
  previous: firstPrevious,
  report: abandoned && { abandoned },
});

const linkOf = ({ writer, n, previous }: State): Link => ({ writer, n, previous });

const advance = (state: State, leaf: Leaf): void => {
  state.n += 1;
  state.previous = leaf.hash;
};

const reportAbandoned = async (state: State, rotation: Rotation): Promise<void> => {
  if (state.report === undefined) return;
  state.report.leaf ??= await rotation.build(linkOf(state), state.report.abandoned);
  const fate = await rotation.store(state.report.leaf);
  if (fate !== "stored") throw unavailable(new Error("The report of an abandoned writer was not stored."));
  advance(state, state.report.leaf);
  state.report = undefined;
};

/** A chain whose writer is made at the first use: one made at start would be dealt out again by a snapshot. */
export const writerChain = (rotation: Rotation): WriterChain => {
  const inTurn = oneByOne();
  let current: State | undefined;

  const settle = async <T>(
    state: State,
    leaf: Leaf,
    store: (leaf: Leaf) => Promise<Settled<T>>,
  ): Promise<Settled<T>> => {
    let fate: Fate = "unknown";
    try {
      const settled = await store(leaf);
      fate = settled.fate;
      return settled;
    } finally {
      if (fate === "stored") advance(state, leaf);
      if (fate === "unknown") current = newWriter({ writer: state.writer, uncertain: state.n });
    }
  };

  return {
    append: (build, store) =>
      inTurn(async () => {
        current ??= newWriter();
        const state = current;
        await reportAbandoned(state, rotation);
        const settled = await settle(state, build(linkOf(state)), store);
        return settled.finish();
      }),
  };
};
