import { beforeEach, describe, expect, it } from "vitest";
import { changesIn } from "../../functions/activity/changes.ts";
import { countAll } from "../../functions/activity/count.ts";
import type { Counting } from "../../functions/activity/counting.ts";
import { messageId } from "../../functions/kernel/ids.ts";
import { messageKey, threadRowKey } from "../../functions/kernel/keys.ts";
import { Problem } from "../../functions/kernel/problems.ts";
import { posted } from "../community/kit.ts";
import { newId } from "../edge/kit/memory-platform.ts";
import { type Person, type TestProgram, type TestTenant, testTenant } from "../edge/kit/tenant.ts";
import { countingOn, record } from "./kit.ts";

let tenant: TestTenant;
let maria: Person;
let damages: unknown[];
beforeEach(async () => {
  tenant = await testTenant();
  maria = await tenant.join("maria", "patient", tenant.heart);
  damages = [];
});

/** A batch in which something was posted in the heart's thread, and then in the lung's. */
const counted = (more: Partial<Counting> = {}) => {
  const { heart, lung, table } = tenant;
  const Records = [heart, lung].map(({ threadId }, at) =>
    record(messageKey(threadId, newId(messageId)), `${at + 1}`),
  );
  return countAll(changesIn({ Records }), countingOn(table, more), (cause) => void damages.push(cause));
};
const recentOf = ({ spaceId, threadId }: TestProgram) => {
  const { pk, sk } = threadRowKey(spaceId, threadId);
  return tenant.table.items.get(`${pk} ${sk}`)?.recent;
};
/** A message in the lung's thread. */
function postToLung() {
  const id = newId(messageId);
  const key = messageKey(tenant.lung.threadId, id);
  tenant.write([{ kind: "put", table: "community", key, attributes: { by: maria.id, v: 1 } }]);
  return `${id}.${maria.id}`;
}

describe("a batch", () => {
  it("is counted as a whole, and nothing is asked for again", async () => {
    const heart = await posted(maria, tenant);
    const lung = postToLung();
    expect(await counted()).toEqual({ batchItemFailures: [] });
    expect([recentOf(tenant.heart), recentOf(tenant.lung)]).toEqual([[`${heart}.${maria.id}`], [lung]]);
  });

  it("is passed over where what is stored cannot be read, which is told; what comes after is counted", async () => {
    const heart = await posted(maria, tenant);
    const lung = postToLung();
    tenant.change(messageKey(tenant.heart.threadId, messageId.parse(heart)), { by: "nobody" });
    expect(await counted()).toEqual({ batchItemFailures: [] });
    expect(damages).toEqual([expect.objectContaining({ code: "internal" })]);
    expect([recentOf(tenant.heart), recentOf(tenant.lung)]).toEqual([[], [lung]]);
  });

  it("comes again from where the table could not be reached; what comes after is counted all the same", async () => {
    await posted(maria, tenant);
    const lung = postToLung();
    const { reader } = tenant.table;
    const get: Counting["reader"]["get"] = async (key, options) => {
      if (key.pk === `THREAD#${tenant.heart.threadId}`) throw new Problem("unavailable");
      return reader.get(key, options);
    };
    expect(await counted({ reader: { ...reader, get } })).toEqual({
      batchItemFailures: [{ itemIdentifier: "1" }],
    });
    expect([recentOf(tenant.heart), recentOf(tenant.lung)]).toEqual([[], [lung]]);
    expect(damages).toEqual([]);
  });

  it("comes again when somebody else always writes first", async () => {
    await posted(maria, tenant);
    const waits: number[] = [];
    const found = await counted({
      write: async () => false,
      pause: async (attempt) => void waits.push(attempt),
    });
    expect(found).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(waits).toEqual([0, 1, 2, 3, 4]);
  });

  it("writes nothing a second time", async () => {
    await posted(maria, tenant);
    await counted();
    const before = new Map(tenant.table.items);
    await counted();
    expect(tenant.table.items).toEqual(before);
  });
});
