import type { ThreadId } from "../kernel/ids.ts";
import type { Posted, PostedIn } from "../kernel/posted.ts";

/** The newest so many of them, newest first: ids sort by time. */
export const newestOf = (posts: readonly PostedIn[], kept: number): readonly PostedIn[] =>
  // Stryker disable next-line EqualityOperator: no two messages have one id.
  posts.toSorted((a, b) => (a.message < b.message ? 1 : -1)).slice(0, kept);

export const inThread = (thread: ThreadId, posts: readonly Posted[]): readonly PostedIn[] =>
  posts.map((post) => ({ thread, ...post }));

/**
 * The newest messages of a space after one of its threads has changed.
 * @param before the newest as they were kept. @param its the thread's newest as they are now.
 * @returns `undefined` when older messages of other threads, which were not kept, may belong to them now.
 */
export function newestAfter(
  before: readonly PostedIn[],
  thread: ThreadId,
  its: readonly Posted[],
  kept: number,
): readonly PostedIn[] | undefined {
  const others = before.filter((post) => post.thread !== thread);
  const after = newestOf([...others, ...inThread(thread, its)], kept);
  const [oldestBefore, oldest] = [before.at(kept - 1), after.at(kept - 1)];
  // Nothing was left out before, or what was left out is older than all of these.
  if (!oldestBefore || (oldest && oldestBefore.message <= oldest.message)) return after;
  return undefined;
}
