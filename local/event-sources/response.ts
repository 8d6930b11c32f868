import { z } from "zod";
import type { Invocation } from "../types.ts";
import type { StreamRecord } from "./stream.ts";

/**
 * How far a batch came: to its end, nowhere, or up to a record whose number in the batch this is. A number is said by the
 * function itself, also 0.
 */
export type Outcome = "done" | "failed" | number;

/** Lambda takes an answer without a list, and an empty list, for a success. */
const response = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();

/**
 * Reads how an invocation ended.
 * Source: "Configuring partial batch response with DynamoDB and Lambda", success and failure conditions.
 *
 * @param reportsItems whether the mapping has `ReportBatchItemFailures`: without it the answer is not looked at.
 */
export function outcomeOf(
  { payload, failure }: Invocation,
  records: readonly StreamRecord[],
  reportsItems: boolean,
): Outcome {
  if (failure !== undefined) return "failed";
  if (!reportsItems) return "done";
  const answer = response.safeParse(JSON.parse(payload));
  if (!answer.success) return "failed";
  const places = (answer.data?.batchItemFailures ?? []).map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  if (places.length === 0) return "done";
  // Whatever names no record of the batch is a failure of all of it.
  return places.includes(-1) ? "failed" : Math.min(...places);
}
