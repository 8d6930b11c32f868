import { afterEach, describe, expect, it } from "vitest";
import { newcomer } from "../kit/people.ts";
import { deleteItem, itemsOf, putItem, type StoredItem, type TableName, textOf } from "../kit/tables.ts";
import { messagesPath, once, tenantControl } from "../tenant.ts";

type Newcomer = Awaited<ReturnType<typeof newcomer>>;

/** What was changed behind the tenant's back, as it was before. */
const before: (readonly [TableName, StoredItem])[] = [];
afterEach(async () => {
  for (const [table, item] of before.splice(0).reverse()) await putItem(table, item);
  await tenantControl.restart("Community");
});

async function replace(table: TableName, item: StoredItem, by: StoredItem | undefined): Promise<void> {
  before.push([table, item]);
  await (by ? putItem(table, by) : deleteItem(table, item));
}

async function itemAt(table: TableName, sk: string, pk?: string): Promise<StoredItem> {
  const found = (await itemsOf(table)).find(
    (item) => textOf(item, "sk") === sk && (pk === undefined || textOf(item, "pk") === pk),
  );
  if (!found) throw new Error("There is no such item.");
  return found;
}

async function post({ client, place }: Newcomer, text: string): Promise<StoredItem> {
  const posted = await client.POST(messagesPath, { params: { path: place, header: once() }, body: { text } });
  return itemAt("community", `MSG#${posted.data?.messageId}`);
}

async function read({ client, place }: Newcomer) {
  const { data, error, response } = await client.GET(messagesPath, { params: { path: place, query: {} } });
  const entry = (item: StoredItem) =>
    data?.messages.find(({ messageId }) => `MSG#${messageId}` === textOf(item, "sk"));
  return { status: response.status, retry: response.headers.get("Retry-After"), error, entry };
}

const alarms = async (event: string): Promise<number> =>
  (await tenantControl.functionLogs()).filter(
    ({ message }) => message.includes('"alarm"') && message.includes(`"${event}"`),
  ).length;

const keyOf = (message: StoredItem) => itemAt("keyring", "community", `MEMBER#${textOf(message, "by")}`);

describe("A sealed value that lies where it was not sealed", () => {
  /** Changes Ana's message, and reads the page as she does. */
  async function readAfter(
    change: (ana: StoredItem, maria: StoredItem, other: StoredItem) => Promise<StoredItem>,
  ) {
    const [ana, maria] = [await newcomer("patient"), await newcomer("patient")];
    const [hers, other] = [await post(ana, "My ankles are thinner."), await post(ana, "I sleep well.")];
    const theirs = await post(maria, "I walked to the corner.");
    const alarmed = await alarms("damaged-value");
    await replace("community", hers, await change(hers, theirs, other));
    const page = await read(ana);
    const alarmsSince = (await alarms("damaged-value")) - alarmed;
    return { status: page.status, hers: page.entry(hers), theirs: page.entry(theirs), alarmsSince };
  }

  it.each<[string, Parameters<typeof readAfter>[0]]>([
    ["another member's message", async (ana, maria) => ({ ...ana, body: maria.body ?? {} })],
    ["another message of the same member", async (ana, _, other) => ({ ...ana, body: other.body ?? {} })],
    [
      "a message that names another author",
      async (ana, maria) => ({ ...ana, by: maria.by ?? {}, aliasId: maria.aliasId ?? {} }),
    ],
    ["another version of the message", async (ana) => ({ ...ana, v: { N: "2" } })],
    [
      "another attribute, from another item",
      async (ana) => {
        const memberships = (await itemsOf("community")).filter(
          ({ pk }) => pk?.S === `MEMBER#${textOf(ana, "by")}`,
        );
        return { ...ana, body: memberships.find(({ alias }) => alias)?.alias ?? {} };
      },
    ],
    [
      "bytes that are no sealed value",
      async (ana) => ({ ...ana, body: { B: Buffer.alloc(161, 1).toString("base64") } }),
    ],
  ])("does not open: %s. The entry is damaged, the rest is served, an alarm is raised", async (_, change) => {
    const { status, hers, theirs, alarmsSince } = await readAfter(change);
    expect(status).toBe(200);
    expect(hers).toMatchObject({ state: "damaged", text: null });
    expect(theirs).toMatchObject({ state: "open", text: "I walked to the corner." });
    expect(alarmsSince).toBeGreaterThan(0);
  });
});

describe("A message whose author contradicts its alias", () => {
  it("stops the whole page: it cannot be said in the trail who is disclosed", async () => {
    const [ana, maria] = [await newcomer("patient"), await newcomer("patient")];
    const [hers, theirs] = [await post(ana, "My ankles are thinner."), await post(maria, "I slept well.")];
    await post(ana, "So did I.");
    const alarmed = await alarms("failure");
    await replace("community", hers, { ...hers, by: theirs.by ?? {} });
    const { status, error } = await read(ana);
    expect(status).toBe(500);
    expect(error?.type).toBe("urn:kith:problem:internal");
    expect(await alarms("failure")).toBeGreaterThan(alarmed);
  });
});

describe("A member's key", () => {
  it("that is missing without a tombstone is never taken for erased: nothing is answered, and an alarm is raised", async () => {
    const maria = await newcomer("patient");
    const message = await post(maria, "I weighed myself.");
    const alarmed = await alarms("missing-key");
    await replace("keyring", await keyOf(message), undefined);
    await tenantControl.restart("Community");
    const { status, error, retry } = await read(maria);
    expect(status).toBe(503);
    expect(error?.type).toBe("urn:kith:problem:unavailable");
    expect(Number(retry)).toBeGreaterThan(0);
    expect(await alarms("missing-key")).toBeGreaterThan(alarmed);
  });

  it("with a tombstone makes erased entries of what it sealed; the rest is served", async () => {
    const [maria, ana] = [await newcomer("patient"), await newcomer("patient")];
    const hers = await post(maria, "I weighed myself.");
    const others = await post(ana, "So did I.");
    const key = await keyOf(hers);
    const { pk = {}, sk = {}, v = {} } = key;
    await replace("keyring", key, { pk, sk, v, state: { S: "erased" } });
    await tenantControl.restart("Community");
    const { status, entry } = await read(ana);
    expect(status).toBe(200);
    expect(entry(hers)).toMatchObject({ state: "erased", text: null });
    expect(entry(others)).toMatchObject({ state: "open", text: "So did I." });
  });

  it("that is another member's does not open: the entry is damaged", async () => {
    const [maria, ana] = [await newcomer("patient"), await newcomer("patient")];
    const [hers, others] = [await post(maria, "I weighed myself."), await post(ana, "So did I.")];
    const [own, foreign] = [await keyOf(hers), await keyOf(others)];
    await replace("keyring", own, { ...own, kid: foreign.kid ?? {}, key: foreign.key ?? {} });
    await tenantControl.restart("Community");
    const { status, entry } = await read(ana);
    expect(status).toBe(200);
    expect(entry(hers)).toMatchObject({ state: "damaged", text: null });
    expect(entry(others)).toMatchObject({ state: "open", text: "So did I." });
  });
});
