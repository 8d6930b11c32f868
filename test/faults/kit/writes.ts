import { z } from "zod";
import type { WatchedCall } from "../../../local/wire/faults.ts";
import { physicalName, type TableName, tableNames } from "../../run/kit/tables.ts";

/** One item that a call writes. */
export interface Change {
  readonly kind: "Create" | "Put" | "Update" | "Delete";
  readonly table: TableName;
  readonly pk: string;
  readonly sk: string;
}

/** A call that writes: the leaf of the trail in it, and everything else that is to become true with it. */
export interface WriteCall {
  readonly fate: WatchedCall["fate"];
  readonly leaves: readonly { readonly key: Change; readonly type: string }[];
  readonly changes: readonly Change[];
}

const value = z.looseObject({ S: z.optional(z.string()), B: z.optional(z.string()) });
const item = z.record(z.string(), value);
const one = z.object({
  TableName: z.string(),
  Item: z.optional(item),
  Key: z.optional(item),
  ConditionExpression: z.optional(z.string()),
});
const action = z.object({ Put: z.optional(one), Update: z.optional(one), Delete: z.optional(one) });
const transaction = z.object({ TransactItems: z.array(action) });
type Action = z.output<typeof action>;

/** The writing calls among those of a request, in their order. */
export const writesOf = (calls: readonly WatchedCall[]): readonly WriteCall[] => calls.flatMap(writeOf);

function writeOf({ operation, input, fate }: WatchedCall): readonly WriteCall[] {
  const actions = actionsOf(operation, input);
  if (actions.length === 0) return [];
  const all = actions.flatMap(changesIn);
  return [
    {
      fate,
      leaves: all.filter(({ change }) => change.table === "audit").map(leafOf),
      changes: all.map(({ change }) => change).filter(({ table }) => table !== "audit"),
    },
  ];
}

function actionsOf(operation: string, input: unknown): readonly Action[] {
  if (operation === "TransactWriteItems") return transaction.parse(input).TransactItems;
  const kind = { PutItem: "Put", UpdateItem: "Update", DeleteItem: "Delete" }[operation];
  return kind === undefined ? [] : [action.parse({ [kind]: input })];
}

interface ChangeWithItem {
  readonly change: Change;
  readonly item: z.output<typeof item>;
}

const changesIn = (written: Action): readonly ChangeWithItem[] =>
  (["Put", "Update", "Delete"] as const).flatMap((kind) => {
    const { TableName, Item, Key, ConditionExpression } = written[kind] ?? {};
    const at = Item ?? Key ?? {};
    if (TableName === undefined) return [];
    // The record of a request may take the place of one that has expired, and of no other.
    const isNew =
      ConditionExpression === "attribute_not_exists(pk)" || textIn(at.pk).startsWith("IDEMPOTENCY#");
    const change = {
      kind: isNew ? "Create" : kind,
      table: nameOf(TableName),
      pk: textIn(at.pk),
      sk: textIn(at.sk),
    } as const;
    return [{ change, item: at }];
  });

const textIn = (attribute: z.output<typeof value> | undefined): string => attribute?.S ?? "";

function nameOf(physical: string): TableName {
  const name = tableNames.find((known) => physicalName(known) === physical);
  if (name === undefined) throw new Error("A call wrote into a table that is none of the tenant's.");
  return name;
}

const header = z.looseObject({ t: z.string() });

/** A leaf begins with its header, in clear, up to a newline: docs/audit-leaf.md. */
function leafOf({ change, item: { l } }: ChangeWithItem) {
  const [text = ""] = Buffer.from(l?.B ?? "", "base64")
    .toString("latin1")
    .split("\n");
  return { key: change, type: header.parse(JSON.parse(text)).t };
}

/** What a write changes, without the ids in it: the same for every request of an operation. */
export const shapeOf = ({ changes }: WriteCall): string =>
  changes
    .map(({ kind, table, pk, sk }) => `${kind} ${table} ${kindOf(pk)} ${kindOf(sk)}`)
    .toSorted()
    .join(", ");

const kindOf = (key: string): string => key.split("#")[0] ?? "";

/** One string per item. */
export const nameOfItem = ({ table, pk, sk }: Omit<Change, "kind">): string => `${table} ${pk} ${sk}`;
