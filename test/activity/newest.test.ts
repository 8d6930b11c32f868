import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newestAfter, newestOf } from "../../functions/activity/newest.ts";
import { memberId, messageId, threadId } from "../../functions/kernel/ids.ts";
import { newId } from "../edge/kit/memory-platform.ts";

const by = newId(memberId);
const threads = [newId(threadId), newId(threadId), newId(threadId)] as const;
/** Ids in the order of time. */
const messages = Array.from({ length: 12 }, () => newId(messageId));
const post = (thread: number, message: number) => ({
  thread: threads[thread] ?? threads[0],
  message: messages[message] ?? newId(messageId),
  by,
});
const its = (...places: number[]) => places.map((place) => ({ message: post(0, place).message, by }));

describe("the newest messages of a space", () => {
  const before = [post(1, 5), post(0, 4), post(1, 3)];

  it("are those of before, with what is new in the thread", () => {
    expect(newestAfter(before, threads[0], its(6, 4), 3)).toEqual([post(0, 6), post(1, 5), post(0, 4)]);
  });
  it("lose what the thread has no longer, when nothing was left out before", () => {
    expect(newestAfter(before, threads[0], [], 4)).toEqual([post(1, 5), post(1, 3)]);
  });
  it("are not known when something was left out that may be newer than what the thread still has", () => {
    expect(newestAfter(before, threads[0], [], 3)).toBeUndefined();
    expect(newestAfter(before, threads[0], its(2), 3)).toBeUndefined();
  });
  it("are known when what was left out is older than all of them", () => {
    expect(newestAfter(before, threads[0], its(7, 4), 3)).toEqual([post(0, 7), post(1, 5), post(0, 4)]);
    expect(newestAfter(before, threads[0], its(4), 3)).toEqual(before);
  });

  it("are never others than those that all threads have, wherever they are said to be known", () => {
    const histories = fc.array(
      fc.record({ thread: fc.nat(2), has: fc.subarray([...messages.keys()], { minLength: 0 }) }),
      { maxLength: 12 },
    );
    let known = 0;
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 4 }), (changes, kept) => {
        const have = new Map<number, readonly number[]>();
        let recent = newestOf([], kept);
        for (const { thread, has } of changes) {
          // Each message stands in one thread.
          const own = has.filter((message) => message % 3 === thread).toReversed();
          have.set(thread, own);
          const all = [...have].flatMap(([at, places]) => places.map((place) => post(at, place)));
          const own3 = own.map((place) => ({ message: post(thread, place).message, by }));
          const after = newestAfter(recent, threads[thread] ?? threads[0], own3, kept);
          if (after) known += 1;
          if (after) expect(after).toEqual(newestOf(all, kept));
          recent = newestOf(all, kept);
        }
      }),
    );
    expect(known).toBeGreaterThan(100);
  });
});
