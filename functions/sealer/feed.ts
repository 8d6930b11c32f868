import { type Clock, minute, second } from "../kernel/clock.ts";
import type { Positions } from "../kernel/log.ts";
import { type CommitRecord, type Shard, type StreamApi, trimmed } from "../kernel/log-stream.ts";
import { type Batch, type CommitFeed, ended } from "./ports.ts";

export interface FeedOptions {
  readonly api: StreamApi;
  readonly clock: Clock;
  /** Records of one batch, roughly: a page is not taken apart. */
  readonly most?: number;
}

const usualMost = 20_000;
/** An open shard may answer with nothing though something lies further on ("GetRecords", API reference). */
const emptyPages = 20;
/** How long a write may take to appear in the stream. */
const settling = minute + second;

/**
 * Reads the stream of the audit table: parents before children, each shard from where it was read to, new ones from their beginning.
 * A batch that ends early is no loss: the next begins where it ended.
 */
export const streamFeed = (options: FeedOptions): CommitFeed => ({
  read: async (stream, positions) => {
    const current = await options.api.current();
    const other = stream !== undefined && stream !== current;
    return new Walk(options, current, other ? {} : positions, other).run();
  },
});

/** One reading of all shards. */
class Walk {
  readonly #options: FeedOptions;
  readonly #stream: string;
  readonly #positions: Map<string, string>;
  readonly #records: CommitRecord[] = [];
  #gap: boolean;
  /** Of the shards that were not read to their end, the earliest last record. */
  #behind = Number.POSITIVE_INFINITY;

  constructor(options: FeedOptions, stream: string, positions: Positions, gap: boolean) {
    this.#options = options;
    this.#stream = stream;
    this.#positions = new Map(Object.entries(positions));
    this.#gap = gap;
  }

  async run(): Promise<Batch> {
    const start = this.#options.clock();
    const shards = await this.#options.api.shards(this.#stream);
    this.#forget(shards);
    const read = new Set<string>();
    for (let next = this.#ready(shards, read); next !== undefined; next = this.#ready(shards, read)) {
      read.add(next.id);
      await this.#readShard(next.id);
    }
    const drained = this.#behind === Number.POSITIVE_INFINITY;
    return {
      stream: this.#stream,
      records: this.#records,
      positions: Object.fromEntries(this.#positions),
      mark: Math.min(start, this.#behind) - settling,
      drained,
      gap: this.#gap,
    };
  }

  /** A shard that is gone before it was read to its end has taken its records with it. */
  #forget(shards: readonly Shard[]): void {
    const there = new Set(shards.map(({ id }) => id));
    for (const [id, position] of this.#positions) {
      if (there.has(id)) continue;
      this.#gap ||= position !== ended;
      this.#positions.delete(id);
    }
  }

  #ready(shards: readonly Shard[], read: ReadonlySet<string>): Shard | undefined {
    const there = new Set(shards.map(({ id }) => id));
    const isEnded = (id: string) => this.#positions.get(id) === ended;
    return shards.find(
      ({ id, parent }) =>
        !read.has(id) && !isEnded(id) && (parent === undefined || !there.has(parent) || isEnded(parent)),
    );
  }

  async #readShard(id: string): Promise<void> {
    let last = 0;
    let empty = 0;
    for (let iterator: string | undefined = await this.#begin(id); empty < emptyPages; ) {
      const page = await this.#options.api.records(iterator);
      if (page === trimmed) {
        this.#gap = true;
        iterator = await this.#oldest(id);
        continue;
      }
      for (const record of page.records) this.#records.push(record);
      const newest = page.records.at(-1);
      if (newest !== undefined) {
        last = newest.at;
        this.#positions.set(id, newest.sequence);
      }
      empty = newest === undefined ? empty + 1 : 0;
      if (page.next === undefined) return void this.#positions.set(id, ended);
      if (this.#records.length >= (this.#options.most ?? usualMost)) {
        this.#behind = Math.min(this.#behind, last);
        return;
      }
      iterator = page.next;
    }
  }

  async #begin(id: string): Promise<string> {
    const iterator = await this.#options.api.iterator(this.#stream, id, this.#positions.get(id));
    if (iterator !== trimmed) return iterator;
    this.#gap = true;
    return this.#oldest(id);
  }

  async #oldest(id: string): Promise<string> {
    const iterator = await this.#options.api.iterator(this.#stream, id, undefined);
    if (iterator === trimmed) throw new Error("A shard has no oldest record.");
    return iterator;
  }
}
