import { createSecretKey, randomBytes } from "node:crypto";
import { type DynamoDBClient, PutItemCommand, type PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import {
  DecryptCommand,
  type DecryptCommandOutput,
  GenerateDataKeyCommand,
  type GenerateDataKeyCommandOutput,
  type KMSClient,
} from "@aws-sdk/client-kms";
import { type Clock, day, monthOf } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/platform.ts";
import type { Item } from "../../kernel/ports.ts";
import { internal, unavailable } from "../failures.ts";
import { toStoredItem } from "../items.ts";
import { callAws } from "../keyring/aws-calls.ts";
import { coalesced } from "../keyring/coalesced.ts";
import { bytesOf } from "../keyring/fields.ts";
import { tableReader } from "../reader.ts";
import { keyIdLength, keyLength } from "../sealing/format.ts";
import { monthKeyKey } from "./keys.ts";
import type { MonthKey } from "./leaf.ts";

const aheadBy = 7 * day;

export interface MonthKeysOptions {
  readonly dynamodb: Pick<DynamoDBClient, "send">;
  readonly kms: Pick<KMSClient, "send">;
  /** Physical name of `audit-keys`. */
  readonly table: string;
  readonly tenant: string;
  /** ARN of the `audit` key. */
  readonly keyArn: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** @throws Problem `sealed` when the audit key is switched off, `unavailable` when a key cannot be had otherwise. */
export interface MonthKeys {
  /** The key of an instant's month; made when there is none yet. */
  readonly at: (ms: number) => Promise<MonthKey>;
  /** The key of a month, as `YYYY-MM`, or undefined when there is none: reading makes no keys. */
  readonly existing: (month: string) => Promise<MonthKey | undefined>;
  /** Makes sure that the month of the instant seven days ahead has a key. Returns that month. */
  readonly ensureNext: () => Promise<string>;
}

/** What KMS binds a wrapped month key to. It stands in CloudTrail in clear. */
const contextOf = (tenant: string, month: string): Record<string, string> => ({
  tenant,
  purpose: "month",
  version: month,
});

/** A secret as a key; the bytes it came in are cleared. */
const keyFrom = (month: string, id: Uint8Array, secret: Uint8Array | undefined): MonthKey => {
  if (secret?.length !== keyLength) throw unavailable(new Error("KMS gave no key of 32 bytes."));
  const key = createSecretKey(secret);
  secret.fill(0);
  return { month, id, key };
};

const unwrap = async (options: MonthKeysOptions, month: string, item: Item): Promise<MonthKey> => {
  const [id, wrapped] = [bytesOf(item, "kid"), bytesOf(item, "wrapped")];
  if (id?.length !== keyIdLength || wrapped === undefined) throw internal("A month key has kid and wrapped.");
  const command = new DecryptCommand({
    KeyId: options.keyArn,
    CiphertextBlob: wrapped,
    EncryptionContext: contextOf(options.tenant, month),
  });
  const answer: DecryptCommandOutput = await callAws(options.log, () => options.kms.send(command));
  return keyFrom(month, id, answer.Plaintext);
};

const read = async (options: MonthKeysOptions, month: string): Promise<MonthKey | undefined> => {
  const reader = tableReader({ client: options.dynamodb, table: options.table });
  const item = await reader.get(monthKeyKey(month), { consistent: true });
  return item && (await unwrap(options, month, item));
};

const generate = async (options: MonthKeysOptions, month: string) => {
  const command = new GenerateDataKeyCommand({
    KeyId: options.keyArn,
    KeySpec: "AES_256",
    EncryptionContext: contextOf(options.tenant, month),
  });
  const answer: GenerateDataKeyCommandOutput = await callAws(options.log, () => options.kms.send(command));
  if (answer.CiphertextBlob === undefined) throw unavailable(new Error("KMS gave no wrapped key."));
  return { made: keyFrom(month, randomBytes(keyIdLength), answer.Plaintext), wrapped: answer.CiphertextBlob };
};

const putOf = (table: string, { month, id }: MonthKey, wrapped: Uint8Array): PutItemCommandInput => ({
  TableName: table,
  Item: toStoredItem({ ...monthKeyKey(month), kid: id, wrapped, v: 1 }),
  ConditionExpression: "attribute_not_exists(pk)",
});

/** A new key is used only after its conditional Put was acknowledged; otherwise the one that a consistent read finds. */
const make = async (options: MonthKeysOptions, month: string): Promise<MonthKey> => {
  const { made, wrapped } = await generate(options, month);
  try {
    await options.dynamodb.send(new PutItemCommand(putOf(options.table, made, wrapped)));
    return made;
  } catch (cause) {
    const winner = await read(options, month);
    if (winner === undefined) throw unavailable(cause);
    return winner;
  }
};

/** Keys of months, remembered for at most five minutes; concurrent requests and opened events share one look for each. */
export const monthKeys = (options: MonthKeysOptions): MonthKeys => {
  const known = coalesced<MonthKey, string>(options.clock, async (months) => {
    const found = await Promise.all(months.map((month) => read(options, month)));
    return new Map(found.flatMap((key) => (key ? [[key.month, key]] : [])));
  });
  const existing = async (month: string) => (await known.all([{ name: month, what: month }]))[0];
  const made = async (month: string): Promise<MonthKey> => {
    const askedAt = options.clock();
    const key = await make(options, month);
    known.remember(month, key, askedAt);
    return key;
  };
  const ensure = async (month: string) => (await existing(month)) ?? (await made(month));
  return {
    existing,
    at: (ms) => ensure(monthOf(ms)),
    ensureNext: async () => (await ensure(monthOf(options.clock() + aheadBy))).month,
  };
};
