import type { Invocation, Invoke } from "../types.ts";
import { type Batch, type Rest, restOf } from "./batch.ts";
import { streamEvent } from "./event.ts";
import type { EventSourceMapping } from "./mappings.ts";
import { outcomeOf } from "./response.ts";
import type { StreamRecord } from "./stream.ts";

/** One run of a function with records. */
export interface Delivery {
  /** The logical id of the mapping. */
  readonly mapping: string;
  readonly functionName: string;
  /** How many there were. */
  readonly records: number;
  /** `BatchItemFailures`: the function answered, and said that records failed. */
  readonly failure: Invocation["failure"] | "BatchItemFailures";
}

export interface DeliveryOptions {
  readonly invoke: Invoke;
  /** This machine's time, which the records carry. */
  readonly now: () => Date;
  /** Told of every run. */
  readonly onDelivery: (delivery: Delivery) => void;
  /** Told of records that the function never took. */
  readonly onDiscard: (error: Error) => void;
}

/**
 * Takes a batch to the function.
 *
 * @returns what is to be tried again. @throws whatever keeps the function from being run: the batch is then as it was.
 */
export function delivery(
  mapping: EventSourceMapping,
  { invoke, now, onDelivery, onDiscard }: DeliveryOptions,
): (batch: Batch) => Promise<Rest["again"]> {
  const started = now().getTime();
  const isYoung = ({ dynamodb }: StreamRecord): boolean => {
    // What happened while nothing ran does not make a record old.
    const since = Math.max(dynamodb.ApproximateCreationDateTime * 1000, started);
    return now().getTime() - since <= mapping.longestAge;
  };
  const discard = (records: number, why: string): void => {
    if (records > 0) onDiscard(new Error(`${mapping.logicalId}: records given up: ${records}, ${why}.`));
  };
  return async (batch) => {
    const records = batch.records.filter(isYoung);
    discard(batch.records.length - records.length, "older than the mapping allows");
    if (records.length === 0) return [];
    const { logicalId, functionName, streamArn, reportsItems } = mapping;
    const invocation = await invoke(functionName, streamEvent(records, streamArn));
    const outcome = outcomeOf(invocation, records, reportsItems);
    const failure = outcome === "done" ? undefined : (invocation.failure ?? "BatchItemFailures");
    onDelivery({ mapping: logicalId, functionName, records: records.length, failure });
    const { again, discarded } = restOf({ ...batch, records }, outcome, mapping);
    discard(discarded.length, "the function failed too often");
    return again;
  };
}
