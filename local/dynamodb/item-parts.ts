import type { z } from "zod";
import { attributesIn, type Names } from "./expressions.ts";
import type { getItem, Item } from "./input.ts";
import { leading, type Part, projected, type Tables, unique } from "./part.ts";

/** The input of a write to one item. */
export interface Keyed {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames: Names;
  readonly ReturnValues?: string;
}

/** A read of one item, alone or in a transaction. */
type Get = Omit<z.output<typeof getItem>, "ReturnConsumedCapacity" | "ConsistentRead">;

export function getPart(input: Get, tables: Tables): Part {
  return {
    action: "GetItem",
    table: input.TableName,
    leadingKeys: leading(tables, input.TableName, [input.Key]),
    attributes: projected(Object.keys(input.Key), input.ProjectionExpression, input.ExpressionAttributeNames),
  };
}

/** @param action `PutItem`, `UpdateItem`, `DeleteItem` or `ConditionCheckItem`. */
export function writePart(action: string, input: Keyed, tables: Tables): Part {
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
