import type { WriteCounted } from "../kernel/counted.ts";
import type { Item, Page, PageOf, Reader } from "../kernel/ports.ts";
import { Problem } from "../kernel/problems.ts";

/** What counting stands on. */
export interface Counting {
  readonly reader: Reader;
  readonly write: WriteCounted;
  /** Waits before another attempt, counted from 0. */
  readonly pause: (attempt: number) => Promise<void>;
  /** How many of the newest messages are kept of a thread, and of a space. */
  readonly kept: { readonly thread: number; readonly space: number };
}

const mostAttempts = 6;

/**
 * Counts anew until nobody else has written in between.
 * @param attempt reads, compares and writes; says whether what is stored is now what was counted.
 * @throws Problem `unavailable` when others are always faster.
 */
export async function settle(pause: Counting["pause"], attempt: () => Promise<boolean>): Promise<void> {
  for (let at = 0; at < mostAttempts; at++) {
    if (at > 0) await pause(at - 1);
    if (await attempt()) return;
  }
  throw new Problem("unavailable");
}

/** Items of a partition page by page, each page when it is asked for. */
export async function* pagesOf(
  read: (page: Page) => Promise<PageOf<Item>>,
  { prefix, limit }: Pick<Page, "prefix" | "limit">,
): AsyncGenerator<readonly Item[]> {
  let after: string | undefined;
  do {
    const page = await read({ prefix, limit, after });
    yield page.items;
    after = page.after;
  } while (after !== undefined);
}

export const isSame = (stored: readonly string[], counted: readonly string[]): boolean =>
  stored.length === counted.length && stored.every((entry, at) => entry === counted[at]);
