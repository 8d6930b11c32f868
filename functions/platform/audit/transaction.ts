import type { AttributeValue, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Attributes, Conditions, Write } from "../../kernel/ports.ts";
import { internal } from "../failures.ts";
import { toStored, toStoredItem, toStoredKey } from "../items.ts";
import type { TableName } from "../tables.ts";

/** Placeholders of an expression: attribute names and values never stand in its text. */
const placeholders = () => {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  let count = 0;
  return {
    name: (attribute: string): string => {
      const placeholder = `#n${count++}`;
      names[placeholder] = attribute;
      return placeholder;
    },
    value: (value: Attributes[string]): string => {
      const placeholder = `:v${count++}`;
      values[placeholder] = toStored(value);
      return placeholder;
    },
    /** DynamoDB refuses an empty record of placeholders. */
    fields: () => ({
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    }),
  };
};
type Placeholders = ReturnType<typeof placeholders>;

/** An item that is absent meets no condition. */
const conditionOf = ({ equals = {}, contains = {} }: Conditions, { name, value }: Placeholders): string =>
  [
    "attribute_exists(pk)",
    ...Object.entries(equals).map(([attribute, wanted]) => `${name(attribute)} = ${value(wanted)}`),
    ...Object.entries(contains).map(
      ([attribute, wanted]) => `contains(${name(attribute)}, ${value(wanted)})`,
    ),
  ].join(" AND ");

const assignmentOf = (set: Attributes, { name, value }: Placeholders): string => {
  const assignments = Object.entries(set).map(
    ([attribute, wanted]) => `${name(attribute)} = ${value(wanted)}`,
  );
  if (assignments.length === 0) throw internal("An update sets at least one attribute.");
  return `SET ${assignments.join(", ")}`;
};

const create = (write: Extract<Write, { kind: "create" }>, table: string): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: { ...toStoredItem(write.attributes), ...toStoredKey(write.key) },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const update = (write: Extract<Write, { kind: "update" }>, table: string): TransactWriteItem => {
  const used = placeholders();
  const expressions = {
    UpdateExpression: assignmentOf(write.set, used),
    ConditionExpression: conditionOf(write.when, used),
  };
  return { Update: { TableName: table, Key: toStoredKey(write.key), ...expressions, ...used.fields() } };
};

const replace = (write: Extract<Write, { kind: "replace" }>, table: string): TransactWriteItem => {
  const used = placeholders();
  const ConditionExpression = conditionOf(write.when, used);
  const Item = { ...toStoredItem(write.attributes), ...toStoredKey(write.key) };
  return { Put: { TableName: table, Item, ConditionExpression, ...used.fields() } };
};

const remove = (write: Extract<Write, { kind: "remove" }>, table: string): TransactWriteItem => {
  const used = placeholders();
  const condition = write.when && { ConditionExpression: conditionOf(write.when, used) };
  return { Delete: { TableName: table, Key: toStoredKey(write.key), ...condition, ...used.fields() } };
};

const advance = (write: Extract<Write, { kind: "advance" }>, table: string): TransactWriteItem => {
  const { attributes, by, key } = write;
  const value = attributes[by];
  if (value === undefined) throw internal("What advances has a new value.");
  const { name, value: placed, fields } = placeholders();
  const ConditionExpression = `attribute_not_exists(pk) OR ${name(by)} < ${placed(value)}`;
  const Item = { ...toStoredItem(attributes), ...toStoredKey(key) };
  return { Put: { TableName: table, Item, ConditionExpression, ...fields() } };
};

const put = ({ attributes, key }: Extract<Write, { kind: "put" }>, table: string): TransactWriteItem => ({
  Put: { TableName: table, Item: { ...toStoredItem(attributes), ...toStoredKey(key) } },
});

const count = (write: Extract<Write, { kind: "count" }>, table: string): TransactWriteItem => {
  const used = placeholders();
  const { name, value } = used;
  const additions = Object.entries(write.add).map(([attribute, more]) => `${name(attribute)} ${value(more)}`);
  const UpdateExpression = `ADD ${additions.join(", ")} ${assignmentOf(write.set, used)}`;
  return { Update: { TableName: table, Key: toStoredKey(write.key), UpdateExpression, ...used.fields() } };
};

const require = (write: Extract<Write, { kind: "require" }>, table: string): TransactWriteItem => {
  const used = placeholders();
  const ConditionExpression = conditionOf(write.when, used);
  return {
    ConditionCheck: { TableName: table, Key: toStoredKey(write.key), ConditionExpression, ...used.fields() },
  };
};

/**
 * A write as an action of a transaction.
 * @throws Problem `internal` for an update that sets nothing, or something that advances to nothing.
 */
export const toAction = (write: Write, tableName: TableName): TransactWriteItem => {
  const table = tableName(write.table);
  switch (write.kind) {
    case "create":
      return create(write, table);
    case "update":
      return update(write, table);
    case "replace":
      return replace(write, table);
    case "require":
      return require(write, table);
    case "remove":
      return remove(write, table);
    case "advance":
      return advance(write, table);
    case "put":
      return put(write, table);
    case "count":
      return count(write, table);
  }
};
