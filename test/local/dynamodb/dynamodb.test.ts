import {
  BatchExecuteStatementCommand,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { DisableKeyCommand, EnableKeyCommand } from "@aws-sdk/client-kms";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AwsEndpoint } from "../../../local/wire/endpoint.ts";
import { clientsOf, errorOf, startTestEndpoint } from "../wire/clients.ts";
import { KEY_ARN, TABLE, TABLE_ARN } from "../wire/stack.ts";

const TableName = TABLE;

let endpoint: AwsEndpoint;
let writer: ReturnType<typeof clientsOf>["dynamodb"];
let operator: ReturnType<typeof clientsOf>;

beforeAll(async () => {
  endpoint = await startTestEndpoint();
  writer = clientsOf(endpoint, "WRITER").dynamodb;
  operator = clientsOf(endpoint, "OPERATOR");
}, 30_000);

afterAll(async () => endpoint.close());

afterEach(() => {
  endpoint.faults.clear();
  endpoint.decisions.clear();
});

const key = (pk: string, sk = "a") => ({ pk: { S: pk }, sk: { S: sk } });
const put = (pk: string, sk = "a") =>
  writer.send(new PutItemCommand({ TableName, Item: { ...key(pk, sk), gk: { S: "g" } } }));
const get = (pk: string, sk = "a") =>
  writer.send(new GetItemCommand({ TableName, Key: key(pk, sk), ConsistentRead: true }));
const transact = (...TransactItems: TransactWriteItem[]) =>
  writer.send(new TransactWriteItemsCommand({ TransactItems }));
const nameOf = async (call: Promise<unknown>) => (await errorOf(call)).name;
const asked = () => endpoint.decisions.entries().map(({ action, decision }) => `${action} ${decision}`);

describe("items", () => {
  it("PutItem, GetItem, UpdateItem and DeleteItem reach Amazon's database", async () => {
    await put("m#items");
    const changed = await writer.send(
      new UpdateItemCommand({
        TableName,
        Key: key("m#items"),
        UpdateExpression: "SET #n = :n",
        ExpressionAttributeNames: { "#n": "n" },
        ExpressionAttributeValues: { ":n": { N: "7" } },
        ReturnValues: "ALL_NEW",
      }),
    );
    expect(changed.Attributes).toMatchObject({ n: { N: "7" } });
    await writer.send(new DeleteItemCommand({ TableName, Key: key("m#items") }));
    expect((await get("m#items")).Item).toBeUndefined();
  });

  it("a condition that fails is a ConditionalCheckFailedException", async () => {
    await put("m#once");
    const again = new PutItemCommand({
      TableName,
      Item: key("m#once"),
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    expect(await errorOf(writer.send(again))).toMatchObject({
      name: "ConditionalCheckFailedException",
      Item: { gk: { S: "g" } },
    });
  });

  it("BatchWriteItem and BatchGetItem check every key", async () => {
    const requests = ["m#b1", "m#b2"].map((pk) => ({ PutRequest: { Item: key(pk) } }));
    await writer.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    const read = (...pks: string[]) =>
      writer.send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: pks.map((pk) => key(pk)) } } }),
      );
    expect((await read("m#b1", "m#b2")).Responses?.[TableName]).toHaveLength(2);
    expect(await nameOf(read("m#b1", "t#b2"))).toBe("AccessDeniedException");
  });

  it("TransactGetItems needs GetItem for each item", async () => {
    await put("m#tg");
    const items = (pk: string) => [{ Get: { TableName, Key: key(pk) } }];
    const read = (pk: string) => writer.send(new TransactGetItemsCommand({ TransactItems: items(pk) }));
    expect((await read("m#tg")).Responses).toHaveLength(1);
    expect(asked()).toContain("dynamodb:GetItem allow");
    expect(await nameOf(read("t#tg"))).toBe("AccessDeniedException");
  });

  it("DescribeTable shows the table of the template with its index and stream", async () => {
    const { Table } = await writer.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({
      KeySchema: [{ AttributeName: "pk" }, { AttributeName: "sk" }],
      GlobalSecondaryIndexes: [{ IndexName: "byGroup" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
  });

  it("a table that is not in the template is a ResourceNotFoundException to whoever may ask", async () => {
    const ask = new GetItemCommand({ TableName: "other", Key: key("m#1") });
    expect(await nameOf(operator.dynamodb.send(ask))).toBe("ResourceNotFoundException");
    expect(await nameOf(writer.send(ask))).toBe("AccessDeniedException");
  });

  it("refuses the API before expressions", async () => {
    const legacy = new GetItemCommand({ TableName, Key: key("m#1"), AttributesToGet: ["pk"] });
    expect(await errorOf(writer.send(legacy))).toMatchObject({
      name: "ValidationException",
      message: /AttributesToGet/,
    });
  });
});

describe("leading keys", () => {
  const query = (condition: string, IndexName?: string) =>
    new QueryCommand({
      TableName,
      ...(IndexName === undefined ? {} : { IndexName }),
      KeyConditionExpression: condition,
      ExpressionAttributeNames: { "#p": condition.includes("#p") ? "pk" : "x" },
      ExpressionAttributeValues: {
        ":mine": { S: "m#q" },
        ":other": { S: "t#q" },
        ":a": { S: "a" },
        ":g": { S: "g" },
      },
    });
  const run = (condition: string, index?: string) => {
    const { input } = query(condition, index);
    const used = Object.entries(input.ExpressionAttributeValues ?? {}).filter(([name]) =>
      condition.includes(name),
    );
    const { ExpressionAttributeNames, ...rest } = input;
    const names = condition.includes("#p") ? { ExpressionAttributeNames } : {};
    return writer.send(
      new QueryCommand({ ...rest, ...names, ExpressionAttributeValues: Object.fromEntries(used) }),
    );
  };

  it("a key that the policy does not cover is refused", async () => {
    expect(await nameOf(put("t#1"))).toBe("AccessDeniedException");
    expect(await nameOf(get("t#1"))).toBe("AccessDeniedException");
  });

  it.each(["pk = :mine", "#p=:mine AND sk >= :a", "begins_with(sk, :a) AND pk = :mine"])(
    "Query %s is the caller's",
    async (condition) => {
      await put("m#q", "ab");
      expect((await run(condition)).Items).not.toHaveLength(0);
    },
  );

  it.each(["pk = :other", "#p = :other AND sk = :a", "(pk = :other)"])(
    "Query %s is another's",
    async (condition) => {
      expect(await nameOf(run(condition))).toBe("AccessDeniedException");
    },
  );

  it("a Query that names no partition key is refused before it is evaluated", async () => {
    expect(await nameOf(run("sk = :a"))).toBe("ValidationException");
  });

  it("an index is a resource of its own", async () => {
    await put("m#index");
    const page = await run("gk = :g", "byGroup");
    expect(page.Items).not.toHaveLength(0);
    expect(endpoint.decisions.entries()).toContainEqual(
      expect.objectContaining({ action: "dynamodb:Query", resource: `${TABLE_ARN}/index/byGroup` }),
    );
  });
});

describe("transactions", () => {
  const Item = key("m#t1");

  it("TransactWriteItems needs the permission of each of its parts and none of its own", async () => {
    await put("m#t4");
    await put("m#t3");
    endpoint.decisions.clear();
    await transact(
      { Put: { TableName, Item } },
      {
        Update: {
          TableName,
          Key: key("m#t2"),
          UpdateExpression: "SET n = :n",
          ExpressionAttributeValues: { ":n": { N: "1" } },
        },
      },
      { Delete: { TableName, Key: key("m#t3") } },
      { ConditionCheck: { TableName, Key: key("m#t4"), ConditionExpression: "attribute_exists(pk)" } },
    );
    expect(asked()).toEqual([
      "dynamodb:PutItem allow",
      "dynamodb:UpdateItem allow",
      "dynamodb:DeleteItem allow",
      "dynamodb:ConditionCheckItem allow",
      "kms:Decrypt allow",
    ]);
    expect((await get("m#t1")).Item).toBeDefined();
  });

  it("one part that is denied denies all of them", async () => {
    const call = transact(
      { Put: { TableName, Item: key("m#t5") } },
      { Put: { TableName, Item: key("t#t5") } },
    );
    expect(await nameOf(call)).toBe("AccessDeniedException");
    expect((await get("m#t5")).Item).toBeUndefined();
  });

  it("a failed condition is a TransactionCanceledException with a reason for each part", async () => {
    const error = await errorOf(
      transact(
        { Put: { TableName, Item: key("m#t6") } },
        { ConditionCheck: { TableName, Key: key("m#none"), ConditionExpression: "attribute_exists(pk)" } },
      ),
    );
    const CancellationReasons = [{ Code: "None" }, { Code: "ConditionalCheckFailed" }];
    expect(error).toMatchObject({ name: "TransactionCanceledException", CancellationReasons });
  });

  it("a conflict is a TransactionCanceledException with TransactionConflict", async () => {
    endpoint.faults.add({ service: "dynamodb", operation: "TransactWriteItems", kind: "conflict" });
    const error = await errorOf(
      transact({ Put: { TableName, Item } }, { Put: { TableName, Item: key("m#t7") } }),
    );
    const CancellationReasons = [{ Code: "TransactionConflict" }, { Code: "None" }];
    expect(error).toMatchObject({ name: "TransactionCanceledException", CancellationReasons });
    expect((await get("m#t7")).Item).toBeUndefined();
  });

  it("random conflicts are the same for the same seed", async () => {
    const outcomes = async () => {
      endpoint.faults.conflicts(0.5, 42);
      const all: string[] = [];
      for (let turn = 0; turn < 12; turn += 1) {
        all.push(
          await transact({ Put: { TableName, Item } }).then(
            () => "done",
            (error: Error) => error.name,
          ),
        );
      }
      return all;
    };
    const first = await outcomes();
    expect(new Set(first)).toEqual(new Set(["done", "TransactionCanceledException"]));
    expect(await outcomes()).toEqual(first);
  });
});

describe("deletions", () => {
  const reader = () => clientsOf(endpoint, "READER").dynamodb;
  const Key = key("m#kept");

  it("need dynamodb:DeleteItem, alone and in a transaction", async () => {
    await put("m#kept");
    endpoint.decisions.clear();
    expect(await nameOf(reader().send(new DeleteItemCommand({ TableName, Key })))).toBe(
      "AccessDeniedException",
    );
    const TransactItems = [{ Delete: { TableName, Key } }];
    expect(await nameOf(reader().send(new TransactWriteItemsCommand({ TransactItems })))).toBe(
      "AccessDeniedException",
    );
    expect(asked()).toEqual(["dynamodb:DeleteItem deny", "dynamodb:DeleteItem deny"]);
    expect((await get("m#kept")).Item).toBeDefined();
  });

  it("are done with it, alone and in a transaction, and need nothing else", async () => {
    for (const remove of [
      () => writer.send(new DeleteItemCommand({ TableName, Key })),
      () => transact({ Delete: { TableName, Key } }),
    ]) {
      await put("m#kept");
      endpoint.decisions.clear();
      await remove();
      expect(asked()).toEqual(["dynamodb:DeleteItem allow", "kms:Decrypt allow"]);
      expect((await get("m#kept")).Item).toBeUndefined();
    }
  });
});

describe("resource policies and keys of tables", () => {
  it("a Deny of the table binds a role that IAM allows", async () => {
    expect(await nameOf(writer.send(new ScanCommand({ TableName })))).toBe("AccessDeniedException");
    expect(endpoint.decisions.entries()).toMatchObject([
      { why: "an explicit Deny decides: statement NobodyScans of the resource's policy" },
    ]);
  });

  it("a Deny of the table binds the operator too", async () => {
    expect(await nameOf(operator.dynamodb.send(new ScanCommand({ TableName })))).toBe(
      "AccessDeniedException",
    );
  });

  it("PartiQL is denied to the operator too, because its items are not taken apart", async () => {
    const Statement = `SELECT * FROM "${TableName}"`;
    const calls = [
      operator.dynamodb.send(new ExecuteStatementCommand({ Statement })),
      operator.dynamodb.send(new BatchExecuteStatementCommand({ Statements: [{ Statement }] })),
      operator.dynamodb.send(new ExecuteTransactionCommand({ TransactStatements: [{ Statement }] })),
    ];
    for (const call of calls) expect(await nameOf(call)).toBe("AccessDeniedException");
    const why = "an explicit Deny decides: statement NoPartiQL of the resource's policy";
    expect(endpoint.decisions.entries()).toMatchObject(
      calls.map(() => ({ action: "dynamodb:PartiQLSelect", why })),
    );
  });

  it("a caller also needs kms:Decrypt on the table's key", async () => {
    const error = await errorOf(
      clientsOf(endpoint, "READER").dynamodb.send(new GetItemCommand({ TableName, Key: key("m#1") })),
    );
    expect([error.name, error.message]).toEqual([
      "AccessDeniedException",
      expect.stringContaining("KMS key access denied"),
    ]);
    expect(asked()).toEqual(["dynamodb:GetItem allow", "kms:Decrypt deny"]);
  });

  it("a table whose key is disabled cannot be read or written", async () => {
    await operator.kms.send(new DisableKeyCommand({ KeyId: KEY_ARN }));
    const errors = await Promise.all([errorOf(get("m#1")), errorOf(put("m#1"))]);
    await operator.kms.send(new EnableKeyCommand({ KeyId: KEY_ARN }));
    expect(errors.map(({ name }) => name)).toEqual(["AccessDeniedException", "AccessDeniedException"]);
    expect(errors[0]?.message).toContain("Error Code: DisabledException");
    await put("m#1");
  });
});
