import type { Keys } from "../kms/keys.ts";
import { AwsError } from "../types.ts";
import { keyUnusable } from "./key-errors.ts";
import type { Table } from "./template.ts";

/** @throws AwsError as DynamoDB says it, when the key of a table is disabled or pending deletion. */
export function checkTableKey(keys: Keys, table: Table): void {
  if (table.kmsKey === undefined) return;
  try {
    keys.usable(keys.find(table.kmsKey));
  } catch (error) {
    throw error instanceof AwsError ? keyUnusable(error) : error;
  }
}
