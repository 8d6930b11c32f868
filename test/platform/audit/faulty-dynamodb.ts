import { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { z } from "zod/mini";
import { type Conditioned, conditionHolds, type Wire } from "./conditions.ts";

/**
 * How one call goes wrong. `lost`: not done, no answer. `cut`: done, no answer. `late`: no answer, done after the next call.
 * `failed` and `half-failed`: a server error, the latter after it was done. The rest are refusals.
 */
export const faults = ["lost", "cut", "late", "failed", "half-failed", "throttled", "conflict"] as const;
export type Fault = (typeof faults)[number];

const wire = z.record(z.string(), z.looseObject({}));
const put = z.looseObject({ TableName: z.string(), Item: wire, ConditionExpression: z.optional(z.string()) });
const check = z.looseObject({ TableName: z.string(), Key: wire, ConditionExpression: z.string() });
const transaction = z.object({
  TransactItems: z.array(z.object({ Put: z.optional(put), ConditionCheck: z.optional(check) })),
  ClientRequestToken: z.string(),
});
const single = z.looseObject({ TableName: z.string(), Key: wire });
const http = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.union([z.string(), z.instanceof(Uint8Array)]),
});

interface Action extends Conditioned {
  readonly TableName: string;
  readonly Key: Wire;
  readonly Item?: Wire;
}
interface Answer {
  readonly status: number;
  readonly body: object;
}
const ok: Answer = { status: 200, body: {} };
const refusal = (code: string, fields: object = {}): Answer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: code, ...fields },
});
const cancelled = (codes: readonly string[]) =>
  refusal("TransactionCanceledException", { CancellationReasons: codes.map((Code) => ({ Code })) });

const nameOf = ({ TableName, Key }: Pick<Action, "TableName" | "Key">): string =>
  JSON.stringify([TableName, Key.pk?.S, Key.sk?.S]);

/** Conditional puts, checks and transactions in memory behind a real client, with faults in the order given. */
export const faultyDynamodb = (plan: readonly (Fault | undefined)[] = []) => {
  const items = new Map<string, Wire>();
  const tokens = new Map<string, string>();
  const calls: string[] = [];
  const left = [...plan];
  let late: (() => unknown)[] = [];

  const asAction = (request: object): Action => {
    const parsed = request as Action;
    return { ...parsed, Key: parsed.Key ?? parsed.Item ?? {} };
  };
  const refused = (action: Action) => !conditionHolds(items.get(nameOf(action)), action);
  const store = (action: Action) => action.Item && items.set(nameOf(action), action.Item);

  const putItem = (input: unknown): Answer => {
    const action = asAction(put.parse(input));
    if (refused(action)) return refusal("ConditionalCheckFailedException");
    store(action);
    return ok;
  };
  const transact = (input: unknown): Answer => {
    const { TransactItems, ClientRequestToken } = transaction.parse(input);
    const bytes = JSON.stringify(TransactItems);
    const before = tokens.get(ClientRequestToken);
    if (before !== undefined) return before === bytes ? ok : refusal("IdempotentParameterMismatchException");
    const actions = TransactItems.map((item) => asAction(item.Put ?? item.ConditionCheck ?? {}));
    const codes = actions.map((action) => (refused(action) ? "ConditionalCheckFailed" : "None"));
    if (codes.includes("ConditionalCheckFailed")) return cancelled(codes);
    tokens.set(ClientRequestToken, bytes);
    actions.forEach(store);
    return ok;
  };
  const getItem = (input: unknown): Answer => {
    const Item = items.get(nameOf(asAction(single.parse(input))));
    return { status: 200, body: Item ? { Item } : {} };
  };
  const operations: Readonly<Record<string, (input: unknown) => Answer>> = {
    PutItem: putItem,
    TransactWriteItems: transact,
    GetItem: getItem,
  };

  const answer = (name: string, input: unknown): Answer => {
    const run = () => operations[name]?.(input) ?? refusal("UnknownOperationException");
    const fault = left.shift();
    if (fault === "throttled") return refusal("ThrottlingException");
    if (fault === "conflict") {
      return name === "PutItem"
        ? refusal("TransactionConflictException")
        : cancelled(["None", "TransactionConflict"]);
    }
    if (fault === "cut" || fault === "half-failed") run();
    if (fault === "late") late.push(run);
    if (fault === "failed" || fault === "half-failed") {
      return { status: 500, body: { __type: "InternalServerError" } };
    }
    if (fault !== undefined) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    return run();
  };
  const settle = () => {
    for (const run of late) run();
    late = [];
  };

  const handle = async (request: unknown) => {
    const { headers, body } = http.parse(request);
    const name = headers["x-amz-target"]?.split(".")[1] ?? "";
    calls.push(name);
    const waiting = late;
    late = [];
    try {
      const { status, body: json } = answer(name, JSON.parse(Buffer.from(body).toString()));
      const stream = Readable.from([Buffer.from(JSON.stringify(json))]);
      return {
        response: {
          statusCode: status,
          headers: { "content-type": "application/x-amz-json-1.0" },
          body: stream,
        },
      };
    } finally {
      for (const run of waiting) run();
    }
  };

  const client = new DynamoDBClient({
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
    requestHandler: { metadata: { handlerProtocol: "http/1.1" }, handle },
  });
  const inTable = (table: string): readonly Wire[] =>
    [...items].filter(([name]) => JSON.parse(name)[0] === table).map(([, item]) => item);
  return { client, calls, settle, inTable };
};
