import type { Put } from "@aws-sdk/client-dynamodb";
import { toStoredItem } from "../items.ts";
import type { Leaf } from "./leaf.ts";
import type { Verdict } from "./verdict.ts";
import type { Fate } from "./writer.ts";

/** Stores a leaf beside nothing: the item is the key and the leaf's bytes. The same bytes may be put again. */
export const leafPut = ({ key, bytes }: Leaf, table: string): Put => ({
  TableName: table,
  Item: toStoredItem({ ...key, l: bytes }),
  ConditionExpression: "attribute_not_exists(sk) OR l = :l",
  ExpressionAttributeValues: { ":l": { B: bytes } },
});

/** What a verdict means for the leaf that was sent. */
export const fateOf = ({ kind }: Verdict): Fate =>
  kind === "stored" || kind === "unknown" ? kind : "absent";
