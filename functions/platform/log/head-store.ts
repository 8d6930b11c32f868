import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import type { SealerState, StateStore } from "../../kernel/log.ts";
import type { Item, Reader } from "../../kernel/ports.ts";
import { internal, unavailable } from "../failures.ts";
import { toStoredItem, toStoredKey } from "../items.ts";
import { headKey } from "./head.ts";

export interface HeadStoreOptions {
  readonly client: Pick<DynamoDBClient, "send">;
  /** Physical name of `audit-keys`. */
  readonly table: string;
  /** Reads `audit-keys`. */
  readonly registry: Pick<Reader, "get">;
}

/** The head of the log as one item: what moves it is a condition on its version, and nothing else. */
export const headStore = (options: HeadStoreOptions): StateStore => ({
  load: async () => {
    const item = await options.registry.get(headKey, { consistent: true });
    return item && stateOf(item);
  },
  cas: (state) => unlessRefused(options.client.send(new PutItemCommand(moving(options, state)))),
  published: async (size) => {
    const update = new UpdateItemCommand({
      TableName: options.table,
      Key: toStoredKey(headKey),
      UpdateExpression: "SET published = :p",
      ConditionExpression: "published < :p AND size >= :p",
      ExpressionAttributeValues: toStoredItem({ ":p": size }),
    });
    await unlessRefused(options.client.send(update));
  },
});

/** Whether a conditional write was done. @throws Problem `unavailable` when nobody can say. */
async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw unavailable(error);
  }
}

function moving({ table }: HeadStoreOptions, state: SealerState) {
  const { positions, counts, ...plain } = state;
  const texts = { positions: JSON.stringify(positions), counts: JSON.stringify(counts) };
  const first = state.version === 1;
  return {
    TableName: table,
    Item: toStoredItem({ ...headKey, ...plain, ...texts }),
    ConditionExpression: first ? "attribute_not_exists(pk)" : "version = :before",
    ...(!first && { ExpressionAttributeValues: toStoredItem({ ":before": state.version - 1 }) }),
  };
}

const stored = z.object({
  version: z.int(),
  size: z.int(),
  root: z.instanceof(Uint8Array),
  published: z.int(),
  mark: z.int(),
  sealedAt: z.int(),
  stream: z.string(),
  positions: z.string(),
  heartbeat: z.int(),
  counts: z.string(),
});
const positions = z.record(z.string(), z.string());
const counts = z.record(z.string(), z.int());

function stateOf(item: Item): SealerState {
  const parsed = z.safeParse(stored, item);
  if (!parsed.success) throw internal("The head of the log is not one that the sealer writes.");
  const { positions: shards, counts: days, ...plain } = parsed.data;
  return {
    ...plain,
    positions: z.parse(positions, JSON.parse(shards)),
    counts: z.parse(counts, JSON.parse(days)),
  };
}
