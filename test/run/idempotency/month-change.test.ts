import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { accessToken } from "../../../cli/token.ts";
import { kithClient } from "../../../functions/client.ts";
import { itemsUnder } from "../kit/stored.ts";
import { facts, messagesPath, once, tenantControl } from "../tenant.ts";
import { ownProgram } from "./own-program.ts";

const functions = ["PublicFunction", "PeopleFunction", "CommunityFunction", "AuditFunction"];

/** Noon of the second day of the month after this one's next: no other test has been there. */
function anotherMonth(): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 2, 12));
}

const monthKeys = async (month: string) => (await itemsUnder("audit-keys", `MONTH#${month}`)).length;

describe("A new month", () => {
  afterAll(() => tenantControl.setClock(0));

  it("has its own audit key, made once, and functions that start anew read on in both months", async () => {
    const program = await ownProgram(["patient"]);
    const [writer] = program.people;
    if (!writer) throw new Error("Nobody is in the program.");
    const text = `Before the month ended ${randomUUID()}`;
    await writer.client.POST(messagesPath, { params: { path: program.at, header: once() }, body: { text } });

    const then = anotherMonth();
    const [day, month] = [then.toISOString().slice(0, 10), then.toISOString().slice(0, 7)];
    await tenantControl.setClock(then.toISOString());
    expect(await monthKeys(month)).toBe(0);
    await Promise.all(functions.map((name) => tenantControl.restart(name)));
    const { client } = await writer.signInAgain();
    const reads = Array.from({ length: 4 }, () =>
      client.GET(messagesPath, { params: { path: program.at, query: {} } }),
    );
    for (const read of await Promise.all(reads)) expect(read.data?.messages[0]?.text).toBe(text);
    expect(await monthKeys(month)).toBe(1);

    const token = await accessToken(facts.pools.workforce, "olivia");
    const officer = kithClient(facts.apiUrl, () => token);
    const from = new Date(then.getTime() - 30 * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
    const seen = await officer.GET("/v1/audit/events", {
      params: { query: { from, to: day, action: "message.read", resource: program.at.threadId } },
    });
    expect(seen.data?.events).toHaveLength(4);

    await tenantControl.setClock(0);
    await Promise.all(functions.map((name) => tenantControl.restart(name)));
    const read = await writer.client.GET(messagesPath, { params: { path: program.at, query: {} } });
    expect(read.data?.messages[0]?.text).toBe(text);
  });
});
