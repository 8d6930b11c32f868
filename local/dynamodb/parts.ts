import type { z } from "zod";
import { AwsError } from "../types.ts";
import { parseInput } from "../wire/input.ts";
import type { Fields } from "../wire/operation.ts";
import { attributesIn, equalTo, type Names } from "./expressions.ts";
import * as inputs from "./input.ts";
import type { Table } from "./template.ts";

/** What one action does to one table: IAM is asked about each part by itself. */
export interface Part {
  /** Without the prefix: `PutItem`. */
  readonly action: string;
  readonly table: string;
  readonly index?: string | undefined;
  /** Values of the partition key; absent for a scan. */
  readonly leadingKeys?: readonly string[] | undefined;
  /** Top-level attributes; absent when the request returns whole items. */
  readonly attributes?: readonly string[] | undefined;
  readonly select?: string | undefined;
  readonly returnValues?: string | undefined;
  /** The transaction around it. */
  readonly enclosing?: string | undefined;
}

/** The tables of the stack: a part of a table that is not there has no leading keys, and DynamoDB refuses it. */
export type Tables = ReadonlyMap<string, Table>;

/** Takes the input of an operation apart. @throws AwsError `ValidationException`. */
export type Parts = (input: Fields, tables: Tables) => readonly Part[];

interface Keyed {
  readonly TableName: string;
  readonly Key?: inputs.Item;
  readonly Item?: inputs.Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames: Names;
  readonly ReturnValues?: string;
}

/** The operations of DynamoDB that are forwarded, each with how its input is taken apart. */
export const forwarded: ReadonlyMap<string, Parts> = new Map<string, Parts>([
  ["GetItem", (input, tables) => [getPart(parseInput(inputs.getItem, input), tables)]],
  ["PutItem", (input, tables) => [writePart("PutItem", parseInput(inputs.putItem, input), tables)]],
  ["UpdateItem", (input, tables) => [writePart("UpdateItem", parseInput(inputs.updateItem, input), tables)]],
  ["DeleteItem", (input, tables) => [writePart("DeleteItem", parseInput(inputs.deleteItem, input), tables)]],
  ["Query", (input, tables) => [queryPart(parseInput(inputs.query, input), tables)]],
  ["Scan", (input) => [scanPart(parseInput(inputs.scan, input))]],
  [
    "DescribeTable",
    (input) => [{ action: "DescribeTable", table: parseInput(inputs.describeTable, input).TableName }],
  ],
  ["BatchGetItem", batchGetParts],
  ["BatchWriteItem", batchWriteParts],
  ["TransactGetItems", transactGetParts],
  ["TransactWriteItems", transactWriteParts],
]);

type Get = Omit<z.output<typeof inputs.getItem>, "ReturnConsumedCapacity" | "ConsistentRead">;

function getPart(input: Get, tables: Tables): Part {
  return {
    action: "GetItem",
    table: input.TableName,
    leadingKeys: leading(tables, input.TableName, [input.Key]),
    attributes: projected(Object.keys(input.Key), input.ProjectionExpression, input.ExpressionAttributeNames),
  };
}

function writePart(action: string, input: Keyed, tables: Tables): Part {
  const item = input.Item ?? input.Key ?? {};
  const spoken = [input.ConditionExpression, input.UpdateExpression];
  return {
    action,
    table: input.TableName,
    leadingKeys: leading(tables, input.TableName, [item]),
    attributes: unique([
      ...Object.keys(item),
      ...spoken.flatMap((one) => attributesIn(one, input.ExpressionAttributeNames)),
    ]),
    returnValues: input.ReturnValues,
  };
}

function queryPart(input: z.output<typeof inputs.query>, tables: Tables): Part {
  const { KeyConditionExpression: expression, ExpressionAttributeNames: names } = input;
  const table = tables.get(input.TableName);
  const partition = input.IndexName === undefined ? table?.key[0] : table?.indexes.get(input.IndexName);
  const asked = partition === undefined ? undefined : equalTo(partition, expression, names);
  if (asked?.length === 0)
    throw new AwsError("ValidationException", 400, "Query condition missed key schema element");
  return {
    ...searchPart("Query", input, [expression]),
    leadingKeys: asked?.flatMap((placeholder) => scalar(input.ExpressionAttributeValues[placeholder])),
  };
}

function scanPart(input: z.output<typeof inputs.scan>): Part {
  return searchPart("Scan", input, []);
}

type Search = Omit<z.output<typeof inputs.scan>, "Segment" | "TotalSegments">;

function searchPart(action: string, input: Search, more: readonly string[]): Part {
  const names = input.ExpressionAttributeNames;
  const whole = input.IndexName === undefined ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";
  const filtered = [...more, input.FilterExpression].flatMap((expression) => attributesIn(expression, names));
  return {
    action,
    table: input.TableName,
    index: input.IndexName,
    attributes: projected(filtered, input.Select === "COUNT" ? "" : input.ProjectionExpression, names),
    select: input.Select ?? (input.ProjectionExpression === undefined ? whole : "SPECIFIC_ATTRIBUTES"),
  };
}

function batchGetParts(fields: Fields, tables: Tables): readonly Part[] {
  const input = parseInput(inputs.batchGetItem, fields);
  return Object.entries(input.RequestItems).map(
    ([table, { Keys, ProjectionExpression, ExpressionAttributeNames }]) => ({
      action: "BatchGetItem",
      table,
      leadingKeys: leading(tables, table, Keys),
      attributes: projected(Keys.flatMap(Object.keys), ProjectionExpression, ExpressionAttributeNames),
    }),
  );
}

function batchWriteParts(fields: Fields, tables: Tables): readonly Part[] {
  const input = parseInput(inputs.batchWriteItem, fields);
  return Object.entries(input.RequestItems).map(([table, requests]) => {
    const items = requests.map(
      ({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {},
    );
    return {
      action: "BatchWriteItem",
      table,
      leadingKeys: leading(tables, table, items),
      attributes: unique(items.flatMap(Object.keys)),
    };
  });
}

function transactGetParts(fields: Fields, tables: Tables): readonly Part[] {
  const input = parseInput(inputs.transactGetItems, fields);
  return input.TransactItems.map(({ Get }) => ({ ...getPart(Get, tables), enclosing: "TransactGetItems" }));
}

/** The transaction itself has no action: "Permissions for transactional APIs" of the DynamoDB Developer Guide. */
function transactWriteParts(fields: Fields, tables: Tables): readonly Part[] {
  return transactionWrites(fields).map(([action, input]) => ({
    ...writePart(action, input, tables),
    enclosing: "TransactWriteItems",
  }));
}

/** The writes of a transaction with the action each needs. */
export function transactionWrites(fields: Fields): readonly (readonly [string, Keyed])[] {
  return parseInput(inputs.transactWriteItems, fields).TransactItems.map(
    ({ Put, Update, Delete, ConditionCheck }) => {
      const given = [
        ["PutItem", Put],
        ["UpdateItem", Update],
        ["DeleteItem", Delete],
        ["ConditionCheckItem", ConditionCheck],
      ] as const;
      const [only, ...others] = given.flatMap(([action, input]) =>
        input === undefined ? [] : [[action, input] as const],
      );
      if (only === undefined || others.length > 0) {
        throw new AwsError(
          "ValidationException",
          400,
          "TransactItems can only contain one of Check, Put, Update or Delete",
        );
      }
      return only;
    },
  );
}

function leading(tables: Tables, name: string, items: readonly inputs.Item[]): readonly string[] | undefined {
  const partition = tables.get(name)?.key[0];
  return partition === undefined ? undefined : unique(items.flatMap((item) => scalar(item[partition])));
}

function scalar(value: Fields | undefined): readonly string[] {
  return [value?.S, value?.N, value?.B].filter((text) => typeof text === "string");
}

function projected(
  others: readonly string[],
  projection: string | undefined,
  names: Names,
): readonly string[] | undefined {
  return projection === undefined ? undefined : unique([...others, ...attributesIn(projection, names)]);
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
