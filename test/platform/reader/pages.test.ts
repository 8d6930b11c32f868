import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toStoredItem } from "../../../functions/platform/items.ts";
import { tableReader } from "../../../functions/platform/reader.ts";
import { startLocalAws } from "../fakes/local-aws.ts";

const aws = await startLocalAws();
beforeAll(async () => {
  const names = ["THREAD", ...Array.from({ length: 7 }, (_, at) => `MSG#${at}`)];
  for (const sk of names) {
    const Item = toStoredItem({ pk: "THREAD#1", sk, spaces: ["heart"], v: 1, sealed: Buffer.from([1, 2]) });
    await aws.dynamodb.send(new PutItemCommand({ TableName: aws.tableName("community"), Item }));
  }
}, 30_000);
afterAll(() => aws.endpoint.close());

const readerTelling = (onPage?: (awsRequestId: string) => void) =>
  tableReader({ client: aws.dynamodb, table: aws.tableName("community"), ...(onPage && { onPage }) });

describe("a page of a partition", () => {
  it("holds the newest first, of those with the prefix alone, and leads on to the next", async () => {
    const seen: string[][] = [];
    let after: string | undefined;
    do {
      const page = await readerTelling().newestFirst("THREAD#1", { prefix: "MSG#", limit: 3, after });
      seen.push(page.items.map(({ sk }) => sk));
      after = page.after;
    } while (after !== undefined);
    expect(seen).toEqual([["MSG#6", "MSG#5", "MSG#4"], ["MSG#3", "MSG#2", "MSG#1"], ["MSG#0"]]);
  });

  it("begins after a position that is not there any more", async () => {
    const page = await readerTelling().newestFirst("THREAD#1", { prefix: "MSG#", limit: 1, after: "MSG#30" });
    expect(page.items.map(({ sk }) => sk)).toEqual(["MSG#3"]);
  });

  it("is refused after a position outside the prefix", async () => {
    const page = readerTelling().newestFirst("THREAD#1", { prefix: "MSG#", limit: 1, after: "THREAD" });
    await expect(page).rejects.toMatchObject({ code: "invalid-cursor" });
  });

  it("tells the AWS request id that read it; a single item tells none", async () => {
    const told: string[] = [];
    const reader = readerTelling((id) => void told.push(id));
    await reader.get({ pk: "THREAD#1", sk: "THREAD" }, { consistent: true });
    await reader.newestFirst("THREAD#1", { prefix: "MSG#", limit: 1, after: undefined });
    expect(told).toEqual([expect.stringMatching(/^[\da-f-]{36}$/)]);
  });
});

describe("a single item", () => {
  it("has the types it was written with", async () => {
    const item = await readerTelling().get({ pk: "THREAD#1", sk: "THREAD" });
    expect(item).toMatchObject({ pk: "THREAD#1", sk: "THREAD", spaces: ["heart"], v: 1 });
    expect(item?.sealed).toEqual(new Uint8Array([1, 2]));
    await expect(readerTelling().get({ pk: "THREAD#2", sk: "THREAD" })).resolves.toBeUndefined();
  });
});
