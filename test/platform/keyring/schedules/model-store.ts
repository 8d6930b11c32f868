import {
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
import { z } from "zod/mini";
import { conditionHolds, type Wire } from "../../audit/conditions.ts";
import { type Carried, fromWire, toWire, updated } from "./wire-items.ts";

/** Waits until the schedule lets a step happen. */
export type Turn = (step: string) => Promise<unknown>;
/** What becomes of one write: nothing of note; its answer is lost; it is lost; or it is done after its caller gave up. */
export const misfortunes = ["none", "answer lost", "request lost", "late"] as const;
export type Misfortune = (typeof misfortunes)[number];

export interface ModelStore {
  readonly client: Pick<DynamoDBClient, "send">;
  readonly tables: Map<string, Wire>;
  /** What was written, in the order in which it became true: `<table> <pk> <sk>`. */
  readonly history: string[];
  /** What meets the next writes. */
  readonly plan: Misfortune[];
  /** Tables on which conditions are not looked at: what would happen without them. */
  readonly lawless: Set<string>;
}

const command = z.object({ input: z.looseObject({}) });
const batch = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.custom<Carried>()) })),
});
const transaction = z.object({
  TransactItems: z.array(z.custom<TransactWriteItem>()),
  ClientRequestToken: z.string(),
});
const put = z.looseObject({ TableName: z.string(), Item: z.custom<Carried>() });

const placeOf = (table: string, { pk, sk }: Carried): string => `${table} ${pk?.S} ${sk?.S}`;

interface Action {
  readonly place: string;
  readonly holds: (item: Wire | undefined) => boolean;
  readonly write: ((before: Wire | undefined) => Wire) | undefined;
}

/** One action of a transaction, as far as the platform uses them. */
function actionOf({ Put, Update, ConditionCheck }: TransactWriteItem, lawless: ReadonlySet<string>): Action {
  const asked = Put ?? Update ?? ConditionCheck;
  if (!asked) throw new Error("an action that the platform does not make");
  const table = asked.TableName ?? "";
  const place = placeOf(table, ("Item" in asked ? asked.Item : "Key" in asked ? asked.Key : undefined) ?? {});
  const values = toWire(asked.ExpressionAttributeValues ?? {});
  const condition = {
    ...(asked.ConditionExpression === undefined ? {} : { ConditionExpression: asked.ConditionExpression }),
    ExpressionAttributeNames: asked.ExpressionAttributeNames ?? {},
    ExpressionAttributeValues: values,
  };
  const holds = (item: Wire | undefined): boolean => lawless.has(table) || conditionHolds(item, condition);
  if (Put) return { place, holds, write: () => toWire(Put.Item ?? {}) };
  if (!Update) return { place, holds, write: undefined };
  const key = toWire(Update.Key ?? {});
  return {
    place,
    holds,
    write: (before) =>
      updated(
        { ...key, ...before },
        Update.UpdateExpression ?? "",
        Update.ExpressionAttributeNames ?? {},
        values,
      ),
  };
}

const refused = (codes: readonly string[]) =>
  new TransactionCanceledException({
    message: "cancelled",
    $metadata: { httpStatusCode: 400, attempts: 1 },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

/** DynamoDB in memory, whose every effect and every answer waits for its turn. */
export function modelStore(turn: Turn): ModelStore {
  const tables = new Map<string, Wire>();
  const history: string[] = [];
  const plan: Misfortune[] = [];
  const lawless = new Set<string>();
  const done = new Set<string>();

  const batchGet = (input: object): object => {
    const asked = Object.entries(batch.parse(input).RequestItems);
    const found = asked.map(([table, { Keys }]) => {
      const items = Keys.map((key) => tables.get(placeOf(table, key))).filter((item) => item !== undefined);
      return [table, items.map(fromWire)] as const;
    });
    return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
  };
  const transact = (items: readonly TransactWriteItem[], token: string): object => {
    if (done.has(token)) return {};
    const actions = items.map((item) => actionOf(item, lawless));
    const codes = actions.map(({ place, holds }) =>
      holds(tables.get(place)) ? "None" : "ConditionalCheckFailed",
    );
    if (codes.includes("ConditionalCheckFailed")) throw refused(codes);
    done.add(token);
    for (const { place, write } of actions) {
      if (write === undefined) continue;
      tables.set(place, write(tables.get(place)));
      history.push(place);
    }
    return {};
  };
  const effectOf = (name: string, input: object): (() => object) => {
    if (name === "BatchGetItemCommand") return () => batchGet(input);
    if (name === "PutItemCommand") {
      const { TableName, Item } = put.parse(input);
      return () => transact([{ Put: { TableName, Item } }], `put ${history.length}`);
    }
    const { TransactItems, ClientRequestToken } = transaction.parse(input);
    return () => transact(TransactItems, ClientRequestToken);
  };
  const send = async (sent: object): Promise<object> => {
    const { name } = sent.constructor;
    const effect = effectOf(name, command.parse(sent).input);
    const met = name === "BatchGetItemCommand" ? "none" : (plan.shift() ?? "none");
    await turn(name);
    if (met === "late")
      void turn("late")
        .then(effect)
        .catch(() => undefined);
    const answer = met === "none" || met === "answer lost" ? effect() : undefined;
    await turn(`answer of ${name}`);
    if (met !== "none" || answer === undefined) throw new Error("no answer");
    return answer;
  };
  return { client: { send } as Pick<DynamoDBClient, "send">, tables, history, plan, lawless };
}
