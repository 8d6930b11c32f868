import type { z } from "zod";
import { AwsError } from "../types.ts";
import { attributesIn, equalTo } from "./expressions.ts";
import type { query, scan } from "./input.ts";
import { type Part, projected, scalar, type Tables } from "./part.ts";

/** @throws AwsError when the key condition sets no partition key: its permission could not be evaluated. */
export function queryPart(input: z.output<typeof query>, tables: Tables): Part {
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

export function scanPart(input: z.output<typeof scan>): Part {
  return searchPart("Scan", input, []);
}

type Search = Omit<z.output<typeof scan>, "Segment" | "TotalSegments">;

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
