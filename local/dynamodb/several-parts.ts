import { AwsError } from "../types.ts";
import { parseInput } from "../wire/input.ts";
import type { Fields } from "../wire/operation.ts";
import * as inputs from "./input.ts";
import { getPart, type Keyed, writePart } from "./item-parts.ts";
import { leading, type Part, projected, type Tables, unique } from "./part.ts";

/** A batch is one action for each table, with all the keys. */
export function batchGetParts(fields: Fields, tables: Tables): readonly Part[] {
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

export function batchWriteParts(fields: Fields, tables: Tables): readonly Part[] {
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

export function transactGetParts(fields: Fields, tables: Tables): readonly Part[] {
  const input = parseInput(inputs.transactGetItems, fields);
  return input.TransactItems.map(({ Get }) => ({ ...getPart(Get, tables), enclosing: "TransactGetItems" }));
}

/** The transaction itself has no action: "Permissions for transactional APIs" of the DynamoDB Developer Guide. */
export function transactWriteParts(fields: Fields, tables: Tables): readonly Part[] {
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
