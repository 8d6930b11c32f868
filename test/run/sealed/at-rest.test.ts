import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { itemKinds } from "../../../functions/clear.ts";
import { noCode } from "../../samples.ts";
import { sendFile, workOff } from "../kit/imports.ts";
import { joining, newcomer } from "../kit/people.ts";
import { officer } from "../kit/persons.ts";
import {
  bytesIn,
  deleteItem,
  itemsOf,
  physicalName,
  physicalTables,
  putItem,
  type StoredItem,
  scanned,
  type TableName,
  tableNames,
  textOf,
} from "../kit/tables.ts";
import { leaveTracesInSpace } from "../kit/traces.ts";
import { runWorker } from "../kit/workers.ts";
import { aRefusal, seal, sealAndIndex } from "../log/sealed-log.ts";
import { messagesPath, once, tenantControl } from "../tenant.ts";
import { kindOf, unlisted } from "./judge.ts";

/** Everything that lies in clear and is not listed; a table that Kith does not write yet must be empty. */
async function allUnlisted(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of tableNames) {
    found.push(...(await itemsOf(table)).flatMap((item) => unlisted(table, item)));
  }
  const known = new Set(tableNames.map(physicalName));
  for (const other of physicalTables.filter((table) => !known.has(table))) {
    found.push(...(await scanned(other)).map(() => "a table that is not listed"));
  }
  return found;
}

/** Requests that leave kinds of items of which the sample tenant has none: settings, a failed code, a task for the sign-in. */
async function leaveTraces(): Promise<void> {
  const { client } = await newcomer("patient");
  const body = { textSize: 150, language: "es" } as const;
  const answers = [
    await client.PATCH("/v1/me/settings", { params: { header: { "If-Match": '"0"' } }, body }),
    await client.POST("/v1/invitations/accept", { params: { header: once() }, body: joining(noCode) }),
    await client.POST("/v1/me/sign-out", { params: { header: once() } }),
  ];
  expect(answers.map(({ response }) => response.status)).toEqual([200, 404, 204]);
}

const someone = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
/** As good as a sealed value: of a plaintext that was padded to so many bytes. */
const sealed = (padded: number) => ({
  B: Buffer.concat([Buffer.of(1), randomBytes(96 + padded)]).toString("base64"),
});
/** A message as it lies in the table. */
const message = (): StoredItem => ({
  pk: { S: `THREAD#${someone}` },
  sk: { S: `MSG#${someone}` },
  by: { S: someone },
  aliasId: { S: someone },
  at: { S: "2026-11-22T10:00:00.000Z" },
  body: sealed(64),
  v: { N: "1" },
});

describe("At rest", () => {
  beforeAll(async () => {
    const { client, place } = await newcomer("patient");
    const posted = await client.POST(messagesPath, {
      params: { path: place, header: once() },
      body: { text: "I feel better since Tuesday." },
    });
    expect(posted.response.status).toBe(201);
    // Whom an invitation to an address brought in, and the turn of the worker that tells the sign-in.
    await officer();
    await runWorker("Identity");
    await leaveTraces();
    const made = await leaveTracesInSpace(await newcomer("patient"), await newcomer("patient"));
    expect(made.filter((status) => status >= 300)).toEqual([]);
    const at = { programId: place.programId, spaceId: place.spaceId };
    await workOff("grace", at, await sendFile("grace", at, "email\nana@example.org\nana@example.org"));
    await sendFile("grace", at, "email\nbea@example.org");
    const refused = await aRefusal();
    await sealAndIndex();
    await tenantControl.invoke("Verifier", {});
    await deleteItem("audit", refused);
    await seal();
  });

  it("every attribute of every item of every table is sealed, or stands in the list of what is clear", async () => {
    expect(await allUnlisted()).toEqual([]);
  });

  it("every kind of item of the list exists, so that none of it was judged by nothing", async () => {
    const found = new Set<unknown>();
    for (const table of tableNames) {
      for (const item of await itemsOf(table)) found.add(kindOf(table, item));
    }
    expect(Object.entries(itemKinds).filter(([, kind]) => !found.has(kind))).toEqual([]);
  });

  it("no key of 32 bytes lies anywhere: neither alone nor as text", async () => {
    for (const table of ["keyring", "audit-keys"] as const) {
      // The head of the log shows the root of its tree, as every checkpoint does; how far it is verified, those of its parts.
      const roots = ["LOG#head", "VERIFIED#log"];
      const items = (await itemsOf(table)).filter((item) => !roots.includes(textOf(item, "pk")));
      for (const value of items.flatMap((item) => Object.values(item))) {
        expect(bytesIn(value)?.length).not.toBe(32);
        expect(String(value.S ?? "")).not.toMatch(/[0-9a-f]{64}|[A-Za-z0-9+/_-]{43}/i);
      }
    }
  });

  it.each<[string, StoredItem]>([
    ["a text in an attribute of its own", { ...message(), title: { S: "Living with heart failure" } }],
    ["a text where a sealed value belongs", { ...message(), body: { S: "I feel better." } }],
    [
      "bytes that are no sealed value",
      { ...message(), body: { B: randomBytes(161).fill(2, 0, 1).toString("base64") } },
    ],
    [
      "a text with the first byte of a sealed value",
      {
        ...message(),
        body: { B: Buffer.from(`\u0001${"I feel better. ".repeat(11)}`.slice(0, 161)).toString("base64") },
      },
    ],
    ["a text that is not padded", { ...message(), body: sealed(63) }],
    ["a sealed value in an attribute that is not listed", { ...message(), title: sealed(64) }],
    ["a text in a clear attribute", { ...message(), at: { S: "since Tuesday" } }],
    ["a number where none is clear", { ...message(), glucose: { N: "180" } }],
    ["a flag", { ...message(), urgent: { BOOL: true } }],
    ["a map, in which anything can lie", { ...message(), at: { M: { note: { S: "x" } } } }],
    ["a kind of item that is not listed", { ...message(), pk: { S: `NOTE#${someone}` } }],
    ["a kind of reading in a key", { ...message(), sk: { S: "MSG#glucose" } }],
  ])("this test refuses a planted item with %s", async (_, item) => {
    await putItem("community", item);
    try {
      expect(await allUnlisted()).not.toEqual([]);
    } finally {
      await deleteItem("community", item);
    }
  });

  it("this test refuses a planted key of 32 bytes where a wrapped one belongs", () => {
    const [branch] = [
      { pk: { S: "BRANCH#9" }, sk: { S: "BRANCH" }, wrapped: { B: randomBytes(32).toString("base64") } },
    ];
    expect(unlisted("keyring", branch ?? {})).toEqual(["keyring BRANCH: wrapped"]);
    const key = {
      pk: { S: `MEMBER#${someone}` },
      sk: { S: "record" },
      key: { B: randomBytes(32).toString("base64") },
    };
    expect(unlisted("keyring", key)).toEqual(["keyring record: key"]);
  });

  it("this test lets the same item pass when it is as it should be", () => {
    expect(unlisted("community", message())).toEqual([]);
  });

  it.each<[string, TableName, string, string, string, readonly number[]]>([
    ["a message", "community", `THREAD#${someone}`, `MSG#${someone}`, "body", [64, 128, 192, 256, 512]],
    ["the texts of a program", "community", `PROGRAM#${someone}`, "PROGRAM", "texts", [256, 512]],
    ["a key", "keyring", `MEMBER#${someone}`, "record", "key", [64]],
  ])("this test asks %s to be padded to its own blocks", (_, table, pk, sk, attribute, expected) => {
    const passes = (padded: number) =>
      unlisted(table, { pk: { S: pk }, sk: { S: sk }, [attribute]: sealed(padded) }).length === 0;
    expect([64, 128, 192, 256, 512].filter(passes)).toEqual(expected);
  });
});
