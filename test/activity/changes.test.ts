import { describe, expect, it } from "vitest";
import { changesIn } from "../../functions/activity/changes.ts";
import { aliasId, messageId, programId, threadId } from "../../functions/kernel/ids.ts";
import {
  historyKey,
  messageKey,
  programKey,
  reactionKey,
  threadKey,
  voteKey,
} from "../../functions/kernel/keys.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { record } from "./kit.ts";

const [one, other] = [newId(threadId), newId(threadId)];
const message = newId(messageId);
const alias = newId(aliasId);
const nothing = { posted: false, reacted: [], voted: false };
const changes = (...keys: Parameters<typeof record>[0][]) =>
  changesIn({ Records: keys.map((key, at) => record(key, `${at + 1}`)) });

describe("a batch of records", () => {
  it("says once what is to be counted anew in each thread, and where it began", () => {
    const found = changes(
      messageKey(one, message),
      voteKey(other, alias),
      messageKey(one, newId(messageId)),
      reactionKey(one, message, alias),
      reactionKey(one, message, newId(aliasId)),
    );
    expect(found).toEqual([
      { thread: one, from: "1", posted: true, reacted: [message], voted: false },
      { ...nothing, thread: other, from: "2", voted: true },
    ]);
  });

  it("asks for what was reacted to alone, when nothing else changed", () => {
    expect(changes(reactionKey(one, message, alias))).toEqual([
      { ...nothing, thread: one, from: "1", reacted: [message] },
    ]);
  });

  it("asks for nothing when only a thread itself or an older text changed, or what is no thread's", () => {
    const others = [threadKey(one), historyKey(one, message, 1), programKey(newId(programId))];
    expect(changes(...others)).toEqual([]);
  });

  it.each([
    ["lies elsewhere", { pk: `OF-THREAD#${one}`, sk: `MSG#${message}` }],
    ["is no reaction", { pk: `THREAD#${one}`, sk: `OF-REACTION#${message}#${alias}` }],
    ["names no thread", { pk: "THREAD#", sk: "MSG#1" }],
    ["names an id that is none", { pk: `THREAD#${"U".repeat(26)}`, sk: `MSG#${message}` }],
    ["names more than a thread", { pk: `THREAD#${one}#`, sk: `MSG#${message}` }],
    ["reacts to no message", { pk: `THREAD#${one}`, sk: `REACTION##${alias}` }],
    ["reacts to an id that is none", { pk: `THREAD#${one}`, sk: `REACTION#${"U".repeat(26)}#${alias}` }],
  ])("passes over a record that %s", (_, key) => {
    expect(changes(key)).toEqual([]);
  });

  it("is refused when it is no batch of records", () => {
    expect(() => changesIn({ Records: [{ body: "x" }] })).toThrow();
  });
});
