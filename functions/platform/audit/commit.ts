import {
  type DynamoDBClient,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { AuditEvent, Commit, Committed, Idempotency } from "../../kernel/audit.ts";
import type { EventId } from "../../kernel/ids.ts";
import type { Write } from "../../kernel/ports.ts";
import { internal, unavailable } from "../failures.ts";
import type { Pause } from "../pause.ts";
import type { TableName } from "../tables.ts";
import { persist, type Send } from "./attempts.ts";
import { encodeEvent, membersIn, type TokensOf } from "./body.ts";
import { recordOf } from "./first-answer.ts";
import type { Leaf } from "./leaf.ts";
import { draftLeaf, type LeafDraft, type LeafDraftOptions } from "./leaf-draft.ts";
import { fateOf, leafPut } from "./leaf-put.ts";
import { rotationIn } from "./rotation.ts";
import { toAction } from "./transaction.ts";
import type { Verdict } from "./verdict.ts";
import { writerChain } from "./writer.ts";

const mostActions = 100;

export interface AuditedCommitOptions extends LeafDraftOptions {
  /** Makes each call once (`maxAttempts: 1`): a refusal after the SDK has tried before leaves the outcome in doubt. */
  readonly client: Pick<DynamoDBClient, "send">;
  readonly tableName: TableName;
  readonly tokensOf: TokensOf;
  readonly pause?: Pause;
}

/** What is to become true together with the event. */
interface Intent {
  readonly writes: readonly Write[];
  readonly idempotency: Idempotency | undefined;
}

/**
 * The only way to write. Made once per instance: it keeps the chain of the instance's leaves, whose writer is made at the
 * first use. Commits of one instance are written one after the other.
 */
export const auditedCommit = (options: AuditedCommitOptions): Commit => {
  const chain = writerChain(rotationIn({ ...options, table: options.tableName("audit") }));
  return async (event, writes, idempotency) => {
    const intent = { writes, idempotency };
    const draft = await draftEvent(options, event);
    const companions = companionsOf(options, intent, draft.id);
    return chain.append(draft.seal, async (leaf) => {
      const verdict = await persist(sendOf(options, companions, leaf), options.pause);
      return { fate: fateOf(verdict), finish: () => conclude(verdict, intent, draft.id) };
    });
  };
};

const draftEvent = async (options: AuditedCommitOptions, event: AuditEvent): Promise<LeafDraft> =>
  draftLeaf(options, "ev", encodeEvent(event, await options.tokensOf(membersIn(event))));

/** Everything of the transaction but the event: the writes, then the record. */
const companionsOf = (
  { tableName, clock }: AuditedCommitOptions,
  { writes, idempotency }: Intent,
  event: EventId,
): readonly TransactWriteItem[] => {
  const actions = writes.map((write) => toAction(write, tableName));
  if (idempotency) actions.push({ Put: recordOf(idempotency, event, clock(), tableName("community")) });
  if (actions.length >= mostActions) throw internal("A transaction has at most 100 actions.");
  return actions;
};

/** One Put when there is nothing but the event, else one transaction. */
const sendOf = (
  { client, tableName }: AuditedCommitOptions,
  companions: readonly TransactWriteItem[],
  leaf: Leaf,
): Send => {
  const event = leafPut(leaf, tableName("audit"));
  if (companions.length === 0) return () => client.send(new PutItemCommand(event));
  const TransactItems = [...companions, { Put: event }];
  return (token) => client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: token }));
};

/** A repeat is told before a refusal: when the first request has won, its own writes are what the conditions met. */
const conclude = (verdict: Verdict, { writes, idempotency }: Intent, event: EventId): Committed => {
  if (verdict.kind === "stored") return { outcome: "committed", event };
  if (verdict.kind !== "refused") throw unavailable(verdict.cause);
  if (idempotency && verdict.places.includes(writes.length)) return { outcome: "repeated" };
  const refused = writes.find((_, place) => verdict.places.includes(place));
  if (refused === undefined) throw unavailable(new Error("Another event has this id."));
  if (!("refuses" in refused)) throw unavailable(new Error("A write without a condition was refused."));
  return { outcome: "refused", refusal: refused.refuses };
};
