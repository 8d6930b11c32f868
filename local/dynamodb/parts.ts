import { parseInput } from "../wire/input.ts";
import * as inputs from "./input.ts";
import { getPart, writePart } from "./item-parts.ts";
import type { Parts } from "./part.ts";
import { queryPart, scanPart } from "./search-parts.ts";
import { batchGetParts, batchWriteParts, transactGetParts, transactWriteParts } from "./several-parts.ts";

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
