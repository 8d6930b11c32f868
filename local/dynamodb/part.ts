import type { Fields } from "../wire/operation.ts";
import { attributesIn, type Names } from "./expressions.ts";
import type { Item } from "./input.ts";
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

/** The values of the partition key in items or keys. */
export function leading(tables: Tables, name: string, items: readonly Item[]): readonly string[] | undefined {
  const partition = tables.get(name)?.key[0];
  return partition === undefined ? undefined : unique(items.flatMap((item) => scalar(item[partition])));
}

/** The value of a key attribute, as conditions see it; none when it is no key's. */
export function scalar(value: Fields | undefined): readonly string[] {
  return [value?.S, value?.N, value?.B].filter((text) => typeof text === "string");
}

/** The attributes of a read, where it lists any. */
export function projected(
  others: readonly string[],
  projection: string | undefined,
  names: Names,
): readonly string[] | undefined {
  return projection === undefined ? undefined : unique([...others, ...attributesIn(projection, names)]);
}

/** Each word once. */
export function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
