import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unreadAcross, unreadIn } from "../../functions/community/unread.ts";
import { aliasId, madeAt, memberId, messageId, threadId } from "../../functions/kernel/ids.ts";
import { newestKept } from "../../functions/kernel/posted.ts";

/** Ids that were made one after the other: two symbols of their time, as decimal digits. */
const idAt = (ms: number, tail = "0") => `01ARZ3ND${String(ms).padStart(2, "0")}${tail.repeat(16)}`;
const message = (ms: number, tail?: string) => messageId.parse(idAt(ms, tail));
const [maria, ana] = [memberId.parse(idAt(0, "A")), memberId.parse(idAt(0, "B"))];
/** Whoever joined when the second message was posted. */
const reader = { member: maria, aliasId: aliasId.parse(idAt(2, "C")) };
const by = (member: typeof maria, ...times: number[]) =>
  times.map((ms) => ({ message: message(ms), by: member }));

describe("what is new in a thread", () => {
  it.each([
    ["nothing, when nobody has written", [], undefined, 0],
    ["what others wrote", by(ana, 4, 3), undefined, 2],
    ["not what one wrote oneself", [...by(maria, 5), ...by(ana, 4), ...by(maria, 3)], undefined, 1],
    ["nothing, when it was read to its end", by(ana, 4, 3), message(4), 0],
    ["what came after what was read", by(ana, 5, 4, 3), message(4), 1],
    ["what came after what was read and is gone", by(ana, 5, 3), message(4), 1],
    ["not what stood there when one joined", by(ana, 3, 1), undefined, 1],
    ["what was written at the very moment of joining", by(ana, 2), undefined, 1],
    ["nothing, when a message behind all was read", by(ana, 4, 3), message(9), 0],
  ])("is %s", (_, recent, upTo, count) => {
    expect(unreadIn(recent, upTo, reader)).toEqual({ count, more: false });
  });

  const full = Array.from({ length: newestKept.thread }, (_, at) => newestKept.thread + 2 - at);
  it.each([
    ["30 or more, when none of the newest 30 was read", by(ana, ...full), undefined, 30, true],
    ["as many as there are, when one was read", by(ana, ...full), message(3), 29, false],
    [
      "as many as there are, when one is from before joining",
      [...by(ana, ...full.slice(0, -1)), ...by(ana, 1)],
      undefined,
      29,
      false,
    ],
    [
      "at least 29, when one of 30 is one's own",
      [...by(ana, ...full.slice(0, -1)), ...by(maria, 3)],
      undefined,
      29,
      true,
    ],
    ["29, when there are no more", by(ana, ...full.slice(0, -1)), undefined, 29, false],
  ])("is %s", (_, recent, upTo, count, more) => {
    expect(unreadIn(recent, upTo, reader)).toEqual({ count, more });
  });
});

describe("what is new in a space", () => {
  const [one, other] = [threadId.parse(idAt(0, "E")), threadId.parse(idAt(0, "F"))];
  const inOne = (member: typeof maria, ...times: number[]) =>
    by(member, ...times).map((post) => ({ ...post, thread: one }));
  const inOther = (member: typeof maria, ...times: number[]) =>
    by(member, ...times).map((post) => ({ ...post, thread: other }));

  it("is counted by thread, each from its own mark", () => {
    const recent = [...inOne(ana, 9), ...inOther(ana, 8, 7), ...inOne(maria, 6), ...inOne(ana, 5, 1)];
    expect(unreadAcross(recent, new Map(), reader)).toEqual({
      count: 4,
      more: false,
      threads: [
        { threadId: one, count: 2 },
        { threadId: other, count: 2 },
      ],
    });
    expect(
      unreadAcross(
        recent,
        new Map([
          [one, message(9)],
          [other, message(7)],
        ]),
        reader,
      ),
    ).toEqual({
      count: 1,
      more: false,
      threads: [{ threadId: other, count: 1 }],
    });
  });

  it("is 50 or more, when none of the newest 50 was read", () => {
    const times = Array.from({ length: newestKept.space }, (_, at) => newestKept.space + 2 - at);
    const recent = times.flatMap((ms) => (ms % 2 === 0 ? inOne(ana, ms) : inOther(ana, ms)));
    expect(unreadAcross(recent, new Map(), reader)).toMatchObject({ count: 50, more: true });
    expect(unreadAcross(recent.slice(1), new Map(), reader)).toMatchObject({ count: 49, more: false });
    const marks = new Map([[other, message(3)]]);
    expect(unreadAcross(recent, marks, reader)).toMatchObject({ count: 49, more: false });
  });

  it("is more than is counted, when no more of a thread is kept and none of it was read", () => {
    const times = Array.from({ length: newestKept.thread }, (_, at) => newestKept.thread + 2 - at);
    const recent = [...inOne(ana, ...times), ...inOther(ana, 2)];
    expect(unreadAcross(recent, new Map(), reader)).toMatchObject({ count: 31, more: true });
    expect(unreadAcross(recent.slice(0, -1), new Map(), reader)).toMatchObject({ count: 30, more: true });
    expect(unreadAcross(recent.slice(1), new Map(), reader)).toMatchObject({ count: 30, more: false });
    const marks = new Map([[one, message(3)]]);
    expect(unreadAcross(recent, marks, reader)).toMatchObject({ count: 30, more: false });
  });
});

describe("whatever was written and read", () => {
  const posts = fc
    .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: newestKept.thread })
    .chain((times) => fc.tuple(fc.constant(times.toSorted((a, b) => b - a)), fc.infiniteStream(fc.boolean())))
    .map(([times, own]) => times.map((ms) => ({ message: message(ms), by: own.next().value ? maria : ana })));

  it("reading on never makes more of it new, and reading the newest leaves nothing new", () => {
    fc.assert(
      fc.property(posts, fc.nat(40), fc.nat(40), (recent, a, b) => {
        const [near, far] = [
          unreadIn(recent, message(Math.min(a, b)), reader),
          unreadIn(recent, message(Math.max(a, b)), reader),
        ];
        expect(far.count).toBeLessThanOrEqual(near.count);
        expect(near.count).toBeLessThanOrEqual(unreadIn(recent, undefined, reader).count);
        expect(unreadIn(recent, recent[0]?.message, reader)).toMatchObject(
          recent[0] ? { count: 0, more: false } : {},
        );
      }),
    );
  });

  it("is counted in a space as in its threads, and never what one wrote or what came before one joined", () => {
    fc.assert(
      fc.property(posts, fc.option(fc.nat(40), { nil: undefined }), (recent, mark) => {
        const thread = threadId.parse(idAt(0, "E"));
        const upTo = mark === undefined ? undefined : message(mark);
        const { count } = unreadIn(recent, upTo, reader);
        const marks = new Map(upTo ? [[thread, upTo]] : []);
        const across = unreadAcross(
          recent.map((post) => ({ ...post, thread })),
          marks,
          reader,
        );
        expect(across.count).toBe(count);
        expect(across.threads).toEqual(count > 0 ? [{ threadId: thread, count }] : []);
        const others = recent.filter(
          (post) => post.by === ana && madeAt(post.message) >= madeAt(reader.aliasId),
        );
        expect(count).toBe(others.filter((post) => upTo === undefined || post.message > upTo).length);
      }),
    );
  });
});
