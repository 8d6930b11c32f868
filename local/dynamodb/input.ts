import { z } from "zod";

/**
 * The inputs of DynamoDB's operations. Strict: the members of the API before expressions (`KeyConditions`,
 * `AttributesToGet`, `Expected`, ...) are refused, because the partition keys they ask for are not evaluated here.
 */
const item = z.record(z.string(), z.record(z.string(), z.unknown()));
const text = z.exactOptional(z.string());
const flag = z.exactOptional(z.boolean());
const table = z.string().regex(/^[\w.-]{3,255}$/u);
const names = z.record(z.string(), z.string()).default({});
const values = item.default({});

const reported = { ReturnConsumedCapacity: text };
const changed = { ReturnItemCollectionMetrics: text };
const read = { ConsistentRead: flag, ProjectionExpression: text, ExpressionAttributeNames: names };
const condition = {
  ConditionExpression: text,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values,
  ReturnValuesOnConditionCheckFailure: text,
};
const returned = { ReturnValues: text, ...reported, ...changed };
const search = {
  TableName: table,
  IndexName: text,
  Select: text,
  FilterExpression: text,
  ExpressionAttributeValues: values,
  ExclusiveStartKey: z.exactOptional(item),
  Limit: z.exactOptional(z.int()),
  ...read,
  ...reported,
};

export const getItem = z.strictObject({ TableName: table, Key: item, ...read, ...reported });
export const putItem = z.strictObject({ TableName: table, Item: item, ...condition, ...returned });
export const updateItem = z.strictObject({
  TableName: table,
  Key: item,
  UpdateExpression: text,
  ...condition,
  ...returned,
});
export const deleteItem = z.strictObject({ TableName: table, Key: item, ...condition, ...returned });
export const query = z.strictObject({
  KeyConditionExpression: z.string(),
  ScanIndexForward: flag,
  ...search,
});
export const scan = z.strictObject({
  ...search,
  Segment: z.exactOptional(z.int()),
  TotalSegments: z.exactOptional(z.int()),
});
export const describeTable = z.strictObject({ TableName: table });

export const batchGetItem = z.strictObject({
  RequestItems: z.record(table, z.strictObject({ Keys: z.array(item), ...read })),
  ...reported,
});

export const batchWriteItem = z.strictObject({
  RequestItems: z.record(
    table,
    z.array(
      z.strictObject({
        PutRequest: z.exactOptional(z.strictObject({ Item: item })),
        DeleteRequest: z.exactOptional(z.strictObject({ Key: item })),
      }),
    ),
  ),
  ...reported,
  ...changed,
});

export const transactGetItems = z.strictObject({
  TransactItems: z.array(
    z.strictObject({
      Get: z.strictObject({
        TableName: table,
        Key: item,
        ProjectionExpression: text,
        ExpressionAttributeNames: names,
      }),
    }),
  ),
  ...reported,
});

export const transactWriteItems = z.strictObject({
  TransactItems: z
    .array(
      z.strictObject({
        Put: z.exactOptional(z.strictObject({ TableName: table, Item: item, ...condition })),
        Update: z.exactOptional(
          z.strictObject({ TableName: table, Key: item, UpdateExpression: text, ...condition }),
        ),
        Delete: z.exactOptional(z.strictObject({ TableName: table, Key: item, ...condition })),
        ConditionCheck: z.exactOptional(z.strictObject({ TableName: table, Key: item, ...condition })),
      }),
    )
    .min(1),
  ClientRequestToken: text,
  ...reported,
  ...changed,
});

/** Attributes with their values, in DynamoDB's JSON. */
export type Item = z.output<typeof item>;
