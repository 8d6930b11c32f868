import { CfnEventSourceMapping, type CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { pascal } from "./names.ts";
import type { Table } from "./tables.ts";

/** Seconds after which a record is given up: what it told of is counted with the next change in the same place. */
const LONGEST_AGE = 3_600;

/**
 * Wakes a worker with what changed in a table: from the oldest change on, in batches. A batch that failed is halved until what
 * fails stands alone, so that it holds up nobody else for longer than that.
 * What was given up leaves a letter with its place in the stream, and no record.
 * @param prefix the beginning of the partition keys that the worker is about.
 */
export function eventSource(
  parent: Construct,
  name: string,
  { streamArn }: Table,
  {
    prefix,
    worker,
    deadLetters,
  }: { readonly prefix: string; readonly worker: CfnFunction; readonly deadLetters: string },
): void {
  if (streamArn === undefined) throw new Error(`The table that wakes ${name} has no stream`);
  const pattern = JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix }] } } } });
  // The function depends on its policy, which AWS tries when the mapping is made.
  new CfnEventSourceMapping(parent, `${pascal(name)}EventSource`, {
    eventSourceArn: streamArn,
    functionName: worker.ref,
    startingPosition: "TRIM_HORIZON",
    batchSize: 100,
    bisectBatchOnFunctionError: true,
    functionResponseTypes: ["ReportBatchItemFailures"],
    maximumRecordAgeInSeconds: LONGEST_AGE,
    destinationConfig: { onFailure: { destination: deadLetters } },
    filterCriteria: { filters: [{ pattern }] },
  });
}
