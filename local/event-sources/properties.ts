import { z } from "zod";

const endless = z.literal(-1).transform(() => Number.POSITIVE_INFINITY);
const pattern = z.strictObject({ Pattern: z.string().max(4096) });

/**
 * The properties of a mapping that the local run acts on, or need not act on. Ranges and defaults: "Lambda parameters for
 * Amazon DynamoDB event source mappings" and AWS::Lambda::EventSourceMapping.
 */
export const mappingProperties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  // Both begin at the oldest record: the stream of a new table is empty, and a later run may lose nothing.
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]),
  BatchSize: z.int().min(1).max(10_000).default(100),
  // Not waited for: the function has to take a small batch in any case.
  MaximumBatchingWindowInSeconds: z.int().min(0).max(300).optional(),
  MaximumRetryAttempts: z.union([endless, z.int().min(0).max(10_000)]).default(Number.POSITIVE_INFINITY),
  MaximumRecordAgeInSeconds: z
    .union([endless, z.int().min(60).max(604_800)])
    .default(Number.POSITIVE_INFINITY),
  BisectBatchOnFunctionError: z.boolean().default(false),
  ParallelizationFactor: z.literal(1).optional(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).max(1).default([]),
  FilterCriteria: z.strictObject({ Filters: z.array(pattern).min(1).max(5) }).optional(),
  // Where AWS says what was given up: here there is no queue, and the report of the failure says it.
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  Enabled: z.boolean().default(true),
  Tags: z.unknown().optional(),
});
