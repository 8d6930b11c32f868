import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DisableKeyCommand, EnableKeyCommand } from "@aws-sdk/client-kms";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LoggedEvent } from "../../../functions/kernel/audit.ts";
import { day, minute } from "../../../functions/kernel/clock.ts";
import type { MemberId } from "../../../functions/kernel/ids.ts";
import type { LogLine } from "../../../functions/kernel/platform.ts";
import { auditedCommit } from "../../../functions/platform/audit/commit.ts";
import { eventLog } from "../../../functions/platform/audit/events.ts";
import { memberOfKey } from "../../../functions/platform/audit/keys.ts";
import type { MonthKey } from "../../../functions/platform/audit/leaf.ts";
import { monthKeys } from "../../../functions/platform/audit/month-keys.ts";
import { type StoredItem, toStoredItem } from "../../../functions/platform/items.ts";
import { tableReader } from "../../../functions/platform/reader.ts";
import { auditKey, startLocalAws } from "../fakes/local-aws.ts";
import { member, now, readId, reading, tenant, tokenOf, tokensOf } from "./samples.ts";

const aws = await startLocalAws();
afterAll(() => aws.endpoint.close());
afterEach(() => aws.endpoint.faults.clear());

/** One instance of a function at a time of its own. */
const instanceAt = (at: number) => {
  const time = { now: at };
  const lines: LogLine[] = [];
  const shared = { tenant, clock: () => time.now, log: (line: LogLine) => void lines.push(line) };
  const months = monthKeys({ ...shared, ...aws, table: aws.tableName("audit-keys"), keyArn: auditKey });
  const commit = auditedCommit({
    ...shared,
    client: aws.dynamodb,
    tableName: aws.tableName,
    monthKeys: months,
    tokensOf,
    pause: async () => {},
  });
  const registry = tableReader({ client: aws.dynamodb, table: aws.tableName("audit-keys") });
  const log = eventLog({
    ...shared,
    client: aws.dynamodb,
    table: aws.tableName("audit"),
    monthKeys: months,
    registry,
  });
  return { time, lines, months, commit, log };
};

const take = async (events: AsyncIterable<LoggedEvent>): Promise<readonly LoggedEvent[]> => {
  const taken: LoggedEvent[] = [];
  for await (const event of events) taken.push(event);
  return taken;
};
const register = (id: MemberId) => {
  const key = memberOfKey(Buffer.from(tokenOf(id)).toString("base64url"));
  const Item = toStoredItem({ ...key, member: id });
  return aws.dynamodb.send(new PutItemCommand({ TableName: aws.tableName("audit-keys"), Item }));
};

describe("a month's key", () => {
  const unwrapped = () =>
    aws.endpoint.decisions
      .entries()
      .filter((one) => one.action === "kms:Decrypt" && one.resource === auditKey).length;
  const secretOf = (key: MonthKey | undefined) =>
    key && [Buffer.from(key.id).toString("hex"), key.key.export().toString("hex")];

  it("is made once, whoever else makes it at the same time", async () => {
    const at = Date.parse("2030-01-05T00:00:00.000Z");
    const keys = await Promise.all(Array.from({ length: 8 }, () => instanceAt(at).months.at(at)));
    const read = await instanceAt(at).months.existing("2030-01");
    for (const key of keys) expect(secretOf(key)).toEqual(secretOf(read));
  });

  it("is the stored one when the answer to its Put was lost", async () => {
    const at = Date.parse("2030-02-05T00:00:00.000Z");
    aws.endpoint.faults.add({ service: "dynamodb", operation: "PutItem", kind: "cut-after" });
    const made = await instanceAt(at).months.at(at);
    const read = await instanceAt(at).months.existing("2030-02");
    expect(secretOf(made)).toEqual(secretOf(read));
  });

  it("is not used when its Put failed", async () => {
    const at = Date.parse("2030-03-05T00:00:00.000Z");
    aws.endpoint.faults.add({ service: "dynamodb", operation: "PutItem", kind: "cut" });
    await expect(instanceAt(at).months.at(at)).rejects.toMatchObject({ code: "unavailable" });
    await expect(instanceAt(at).months.existing("2030-03")).resolves.toBeUndefined();
  });

  it("is unwrapped again after five minutes, and when the clock went backwards", async () => {
    const { months, time } = instanceAt(now);
    await instanceAt(now).months.at(now);
    await months.at(now);
    const first = unwrapped();
    time.now = now + 5 * minute;
    await months.at(now);
    expect(unwrapped()).toBe(first);
    time.now = now + 5 * minute + 1;
    await months.at(now);
    expect(unwrapped()).toBe(first + 1);
    time.now = now - 1;
    await months.at(now);
    expect(unwrapped()).toBe(first + 2);
  });

  it("is made seven days ahead", async () => {
    const { months } = instanceAt(Date.parse("2030-04-24T00:00:00.000Z"));
    await expect(months.ensureNext()).resolves.toBe("2030-05");
    await expect(months.existing("2030-05")).resolves.toBeDefined();
  });

  it("is `sealed` while the audit key is switched off", async () => {
    await aws.kms.send(new DisableKeyCommand({ KeyId: auditKey }));
    const at = Date.parse("2030-06-05T00:00:00.000Z");
    const refused = await instanceAt(at)
      .months.at(at)
      .catch((error: unknown) => error);
    await aws.kms.send(new EnableKeyCommand({ KeyId: auditKey }));
    expect(refused).toMatchObject({ code: "sealed" });
  });
});

describe("the trail of events", () => {
  const monday = Date.parse("2026-11-16T23:59:00.000Z");
  const range = { fromDay: "2026-11-15", toDay: "2026-11-18", before: undefined };
  const people = [member(1), member(2), member(3)];
  const record = async (count: number) => {
    const { commit, time } = instanceAt(monday);
    for (let at = 0; at < count; at++) {
      time.now = monday + at * minute;
      await commit({ ...reading([member(2), member(3)]), requestId: `r${at}` }, []);
    }
  };
  const requestIds = (events: readonly LoggedEvent[]) =>
    events.map((event) => (event.state === "open" ? event.requestId : event.state));

  beforeAll(async () => {
    for (const id of people) await register(id);
    await record(60);
  });

  it("is read newest first over lanes and days, opened, with its members", async () => {
    const events = await take(instanceAt(now).log.newestFirst(range));
    expect(requestIds(events)).toEqual(Array.from({ length: 60 }, (_, at) => `r${59 - at}`));
    const last = events.at(-1);
    expect(last).toMatchObject({
      ...reading([member(2), member(3)]),
      reads: [readId],
      requestId: "r0",
      unnamed: 0,
      at: "2026-11-16T23:59:00.000Z",
    });
  });

  it("is read on from any event, without a gap and without a repeat", async () => {
    const { log } = instanceAt(now);
    const all = await take(log.newestFirst(range));
    for (const at of [0, 1, 24, 25, 58, 59]) {
      const rest = await take(log.newestFirst({ ...range, before: all[at]?.id }));
      expect(rest.map(({ id }) => id)).toEqual(all.slice(at + 1).map(({ id }) => id));
    }
  });

  it("is read for the days asked for and no others", async () => {
    const { log } = instanceAt(now);
    const events = await take(log.newestFirst({ ...range, toDay: "2026-11-16" }));
    expect(requestIds(events)).toEqual(["r0"]);
    expect(await take(log.newestFirst({ ...range, fromDay: "2026-11-18" }))).toEqual([]);
  });

  it("is refused from a position that is no event's id", async () => {
    const reading = take(instanceAt(now).log.newestFirst({ ...range, before: "yesterday" }));
    await expect(reading).rejects.toMatchObject({ code: "invalid-cursor" });
  });

  it("shows what does not open, or lies elsewhere, as damaged, alarms, and goes on from there", async () => {
    const { log, lines } = instanceAt(now);
    const [newest] = await take(log.newestFirst(range));
    const forged = [
      { pk: { S: "D#2026-11-17#5" }, sk: { S: newest?.id ?? "" }, l: { B: Buffer.from("{}\n") } },
      { pk: { S: "D#2026-11-16#7" }, sk: { S: "zzz" } },
      { pk: { S: "D#2026-11-16#7" }, sk: { S: newest?.id ?? "" }, l: { NULL: true } },
    ] satisfies StoredItem[];
    for (const Item of forged)
      await aws.dynamodb.send(new PutItemCommand({ TableName: aws.tableName("audit"), Item }));
    const events = await take(log.newestFirst(range));
    expect(requestIds(events).filter((id) => id !== "damaged")).toHaveLength(60);
    const damaged = events.filter(({ state }) => state === "damaged");
    expect(damaged.map(({ id }) => id)).toEqual(forged.map(({ pk, sk }) => `${pk.S} ${sk.S}`));
    expect(lines).toEqual(damaged.map(() => ({ level: "alarm", event: "damaged-value" })));
    for (const { id } of damaged) {
      const [next] = await take(log.newestFirst({ ...range, before: id }));
      expect(next).toEqual(events[events.findIndex((event) => event.id === id) + 1]);
    }
  });

  it("counts, and alarms about, everybody whose token nobody holds", async () => {
    const at = Date.parse("2026-10-02T10:00:00.000Z");
    const { commit, log, lines } = instanceAt(at);
    await commit({ ...reading([member(2), member(98)]), actor: member(99) }, []);
    const [event] = await take(
      log.newestFirst({ fromDay: "2026-10-02", toDay: "2026-10-02", before: undefined }),
    );
    expect(event).toMatchObject({ state: "open", actor: undefined, subjects: [member(2)], unnamed: 2 });
    const alarm = { level: "alarm", event: "missing-key" };
    expect(lines).toEqual([alarm, alarm]);
  });

  it("does not show that a writer was replaced", async () => {
    const at = Date.parse("2026-09-02T10:00:00.000Z");
    const { commit, log } = instanceAt(at);
    aws.endpoint.faults.add({
      service: "dynamodb",
      operation: "PutItem",
      resource: "table/audit",
      kind: "cut",
      times: 4,
    });
    await expect(commit({ ...reading([]), requestId: "lost" }, [])).rejects.toMatchObject({
      code: "unavailable",
    });
    aws.endpoint.faults.clear();
    await commit({ ...reading([]), requestId: "next" }, []);
    const events = await take(
      log.newestFirst({ fromDay: "2026-09-02", toDay: "2026-09-02", before: undefined }),
    );
    expect(requestIds(events)).toEqual(["next"]);
  });
});

describe("a commit on DynamoDB", () => {
  it("updates under its conditions, and tells the refusal of the one that does not hold", async () => {
    const { commit } = instanceAt(now + day);
    const key = { pk: "MEMBER#x", sk: "MEMBER" };
    const target = { table: "community", key } as const;
    const attributes = { state: "active", v: 1, spaces: ["heart"] };
    await commit(reading([]), [{ ...target, kind: "create", attributes, refuses: "already-a-member" }]);
    const rename = (space: string) =>
      commit(reading([]), [
        {
          ...target,
          kind: "update",
          set: { v: 2, spaces: [] },
          when: { equals: { v: 1 }, contains: { spaces: space } },
          refuses: "changed-meanwhile",
        },
      ]);
    await expect(rename("lung")).resolves.toEqual({ outcome: "refused", refusal: "changed-meanwhile" });
    await expect(rename("heart")).resolves.toMatchObject({ outcome: "committed" });
    const reader = tableReader({ client: aws.dynamodb, table: aws.tableName("community") });
    await expect(reader.get(key)).resolves.toEqual({ ...key, state: "active", v: 2, spaces: [] });
    await expect(rename("heart")).resolves.toEqual({ outcome: "refused", refusal: "changed-meanwhile" });
  });

  it("whose transaction was done and whose answer was lost is committed once", async () => {
    const { commit, log } = instanceAt(Date.parse("2026-08-02T10:00:00.000Z"));
    aws.endpoint.faults.add({ service: "dynamodb", operation: "TransactWriteItems", kind: "cut-after" });
    const write = { kind: "create", table: "community", key: { pk: "THREAD#y", sk: "THREAD" } } as const;
    const end = await commit(reading([]), [{ ...write, attributes: { v: 1 }, refuses: "changed-meanwhile" }]);
    expect(end.outcome).toBe("committed");
    const events = await take(
      log.newestFirst({ fromDay: "2026-08-02", toDay: "2026-08-02", before: undefined }),
    );
    expect(events).toHaveLength(1);
  });
});
