import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import type { Item, Key, Reader } from "../../kernel/ports.ts";
import {
  type Finding,
  findings,
  type Verification,
  type VerificationStore,
} from "../../kernel/verification.ts";
import { internal, unavailable } from "../failures.ts";
import { toStoredItem } from "../items.ts";

/** Where it lies in `audit-keys` how far the log is verified. */
export const verificationKey: Key = { pk: "VERIFIED#log", sk: "VERIFIED" };

export interface VerificationStoreOptions {
  readonly client: Pick<DynamoDBClient, "send">;
  /** Physical name of `audit-keys`. */
  readonly table: string;
  /** Reads `audit-keys`. */
  readonly registry: Pick<Reader, "get">;
}

/** How far the log is verified, as one item that is moved by its version. */
export const verificationStore = ({
  client,
  table,
  registry,
}: VerificationStoreOptions): VerificationStore => ({
  load: () => readVerification(registry),
  save: async (verification) => {
    const first = verification.version === 1;
    const put = new PutItemCommand({
      TableName: table,
      Item: toStoredItem({ ...verificationKey, ...toItem(verification) }),
      ConditionExpression: first ? "attribute_not_exists(pk)" : "version = :before",
      ...(!first && { ExpressionAttributeValues: toStoredItem({ ":before": verification.version - 1 }) }),
    });
    try {
      await client.send(put);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw unavailable(error);
    }
  },
});

function toItem({ reached, longest, full, found, whole, ...times }: Verification) {
  return {
    ...{ ...times, whole: whole ? 1 : 0 },
    ...{ size: reached.size, root: reached.root, longest: longest.size, longestRoot: longest.root },
    ...(full && { fullSize: full.size, fullAt: full.at }),
    ...(found && { finding: JSON.stringify(found.finding), foundAt: found.at }),
  };
}

const stored = z.object({
  version: z.int(),
  size: z.int(),
  root: z.instanceof(Uint8Array),
  longest: z.int(),
  longestRoot: z.instanceof(Uint8Array),
  begun: z.int(),
  at: z.int(),
  whole: z.int(),
  fullSize: z.optional(z.int()),
  fullAt: z.optional(z.int()),
  finding: z.optional(z.string()),
  foundAt: z.optional(z.int()),
});

/** @throws Problem `internal` when the item is not one that the verifier writes. */
export async function readVerification(registry: Pick<Reader, "get">): Promise<Verification | undefined> {
  const item = await registry.get(verificationKey, { consistent: true });
  return item && verificationOf(item);
}

function verificationOf(item: Item): Verification {
  const parsed = z.safeParse(stored, item);
  if (!parsed.success) throw internal("How far the log is verified is not as the verifier writes it.");
  const { version, size, root, longest, longestRoot, begun, at, whole, ...rest } = parsed.data;
  const { fullSize, fullAt, finding, foundAt } = rest;
  return {
    ...{ version, begun, at, whole: whole === 1 },
    ...{ reached: { size, root }, longest: { size: longest, root: longestRoot } },
    full: fullSize === undefined || fullAt === undefined ? undefined : { size: fullSize, at: fullAt },
    found:
      finding === undefined || foundAt === undefined
        ? undefined
        : { finding: findingIn(finding), at: foundAt },
  };
}

const found = z.looseObject({ what: z.enum(findings) });

/** Its kind is looked at; which file or entry goes with it is what the verifier has written. */
const findingIn = (text: string): Finding => z.parse(found, JSON.parse(text)) as Finding;
