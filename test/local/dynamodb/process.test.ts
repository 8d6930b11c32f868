import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { startDynamodb } from "../../../local/dynamodb/process.ts";
import { rawCalls } from "../../../local/dynamodb/raw.ts";
import { createTables } from "../../../local/dynamodb/tables.ts";
import { type Table, tablesOf } from "../../../local/dynamodb/template.ts";
import { clientsOf, startTestEndpoint } from "../wire/clients.ts";
import { stack, TABLE } from "../wire/stack.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tables-"));
});

afterEach(() => vi.unstubAllEnvs());

afterEach(async () => rm(folder, { recursive: true }));

function tableWithStream(suffix: string, StreamViewType: "NEW_IMAGE" | "KEYS_ONLY" | undefined): Table {
  const [table] = tablesOf(stack).values();
  if (table === undefined) throw new Error("the stack has a table");
  const { StreamSpecification: _, ...properties } = table.properties;
  return {
    ...table,
    name: `${TABLE}-${suffix}`,
    properties: {
      ...properties,
      ...(StreamViewType === undefined ? {} : { StreamSpecification: { StreamViewType } }),
    },
  };
}

describe("the data folder", () => {
  it("keeps items and keys over a restart", async () => {
    const Key = { pk: { S: "m#1" }, sk: { S: "a" } };
    const first = await startTestEndpoint({ dataFolder: folder });
    await clientsOf(first, "WRITER").dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: Key }));
    await first.close();
    const second = await startTestEndpoint({ dataFolder: folder });
    const { Item } = await clientsOf(second, "WRITER").dynamodb.send(
      new GetItemCommand({ TableName: TABLE, Key }),
    );
    await second.close();
    expect(Item).toEqual(Key);
  }, 60_000);

  it("refuses a store that is no database, and leaves it", async () => {
    const store = join(folder, "dynamodb", "shared-local-instance.db");
    await mkdir(join(folder, "dynamodb"));
    await writeFile(store, "something else");
    await expect(startTestEndpoint({ dataFolder: folder })).rejects.toThrow(
      "cannot be opened; nothing was changed",
    );
    expect(await readFile(store, "utf8")).toBe("something else");
  });

  it("refuses kept tables with other indexes than the template's", async () => {
    const raw = rawCalls(inject("dynamodbUrl"));
    const [table] = tablesOf(stack).values();
    if (table === undefined) throw new Error("the stack has a table");
    await createTables(raw, [table]);
    await createTables(raw, [table]);
    const changed = { ...table, properties: { ...table.properties, GlobalSecondaryIndexes: [] } };
    await expect(createTables(raw, [changed])).rejects.toThrow("has other keys or indexes than the template");
  });

  it("gives a kept table the stream that the template has since, as a deployment would", async () => {
    const raw = rawCalls(inject("dynamodbUrl"));
    const table = tableWithStream("added", "NEW_IMAGE");
    await createTables(raw, [tableWithStream("added", undefined)]);
    await createTables(raw, [table]);
    expect(await raw("DescribeTable", { TableName: table.name })).toMatchObject({
      Table: { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } },
    });
  });

  it("refuses kept tables with another stream than the template's", async () => {
    const raw = rawCalls(inject("dynamodbUrl"));
    await createTables(raw, [tableWithStream("kept", "NEW_IMAGE")]);
    for (const changed of [tableWithStream("kept", "KEYS_ONLY"), tableWithStream("kept", undefined)])
      await expect(createTables(raw, [changed])).rejects.toThrow("has another stream than the template");
  });
});

it("says that Java is missing", async () => {
  vi.stubEnv("PATH", folder);
  await expect(startDynamodb(null)).rejects.toThrow("needs Java 17 or newer");
});

it("ends with its parent, also when that is killed", async () => {
  const program = fileURLToPath(new URL("parent.ts", import.meta.url));
  // What a killed process leaves behind goes with the test's folder.
  const env = { ...process.env, TMPDIR: folder };
  const parent = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"], env });
  const [url] = await once(parent.stdout, "data");
  const call = rawCalls(String(url));
  expect(await call("ListTables", {})).toEqual({ TableNames: [] });
  parent.kill("SIGKILL");
  const outcome = () =>
    call("ListTables", {}).then(
      () => "answered",
      (error: NodeJS.ErrnoException) => error.code,
    );
  // Nothing closes the port but the end of the Java process.
  await expect.poll(outcome, { timeout: 20_000 }).toBe("ECONNREFUSED");
}, 60_000);

describe("another database", () => {
  it("is used instead of a new one, and outlives the endpoint", async () => {
    const dynamodb = inject("dynamodbUrl");
    const endpoint = await startTestEndpoint({ dynamodb });
    expect(endpoint.dynamodbUrl).toBe(dynamodb);
    await endpoint.close();
    expect(await rawCalls(dynamodb)("DescribeTable", { TableName: TABLE })).toHaveProperty("Table");
  });

  it("that does not answer is an error", async () => {
    await expect(startTestEndpoint({ dynamodb: "http://127.0.0.1:1" })).rejects.toThrow();
  });
});
