import { LARGEST_PAYLOAD_BYTES } from "../lambda/failures.ts";
import type { EventSourceMapping } from "./mappings.ts";
import type { Outcome } from "./response.ts";
import type { StreamRecord } from "./stream.ts";

/** Records that go to the function together, and how often they did in vain. */
export interface Batch {
  readonly records: readonly StreamRecord[];
  readonly failures: number;
}

/** What is left of a batch after an invocation. */
export interface Rest {
  readonly again: readonly Batch[];
  readonly discarded: readonly StreamRecord[];
}

/** Room for what an event has beside the records themselves. */
const ENVELOPE_BYTES = 1000;

/** Batches that an invocation can carry, each of no more records than the mapping allows. */
export function batchesOf(records: readonly StreamRecord[], batchSize: number): readonly Batch[] {
  const batches: StreamRecord[][] = [];
  let left = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + ENVELOPE_BYTES;
    if (size > left || batches.at(-1)?.length === batchSize) {
      batches.push([]);
      left = LARGEST_PAYLOAD_BYTES - ENVELOPE_BYTES;
    }
    batches.at(-1)?.push(record);
    left -= size;
  }
  return batches.map((some) => ({ records: some, failures: 0 }));
}

/**
 * What Lambda does with a batch after an invocation.
 * Source: "Retain discarded records for a DynamoDB event source in Lambda"; splitting does not use up a try.
 */
export function restOf(
  batch: Batch,
  outcome: Outcome,
  mapping: Pick<EventSourceMapping, "bisects" | "retries">,
): Rest {
  if (outcome === "done") return { again: [], discarded: [] };
  const { records, failures } = batch;
  if (outcome === "failed" && mapping.bisects && records.length > 1)
    return { again: halves(batch), discarded: [] };
  const left = outcome === "failed" ? records : records.slice(outcome);
  if (failures >= mapping.retries) return { again: [], discarded: left };
  return { again: [{ records: left, failures: failures + 1 }], discarded: [] };
}

function halves({ records, failures }: Batch): readonly Batch[] {
  const middle = Math.ceil(records.length / 2);
  return [records.slice(0, middle), records.slice(middle)].map((half) => ({ records: half, failures }));
}
