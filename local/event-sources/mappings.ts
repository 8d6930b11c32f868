import type { z } from "zod";
import { type Table, tablesOf } from "../dynamodb/template.ts";
import type { LoadedStack, Resource } from "../types.ts";
import { type Filter, recordFilter } from "./filter.ts";
import { mappingProperties } from "./properties.ts";

/** A mapping of the template: whose stream wakes which function, and how its failures are met. */
export interface EventSourceMapping {
  readonly logicalId: string;
  readonly functionName: string;
  /** Who reads the stream: the function's own role. */
  readonly roleArn: string;
  readonly table: Table;
  readonly streamArn: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  /** How often a batch that failed is tried again; infinite when it has no end. */
  readonly retries: number;
  /** Of a record, in milliseconds; infinite likewise. */
  readonly longestAge: number;
  /** Whether a batch that failed is halved. */
  readonly bisects: boolean;
  /** Whether the function's answer says which records failed. */
  readonly reportsItems: boolean;
  readonly passes: Filter;
}

/**
 * The event source mappings of a template.
 * @throws Error naming the mapping: it is not understood, its function is none of the template, or its source is the
 *   stream of no table of the template.
 */
export function eventSourceMappings(stack: LoadedStack): readonly EventSourceMapping[] {
  const tables = [...tablesOf(stack).values()];
  return stack.byType("AWS::Lambda::EventSourceMapping").map((resource) => {
    const given = propertiesOf(resource);
    const target = functionOf(stack, resource, given.FunctionName);
    const table = tables.find(({ streamArn }) => streamArn === given.EventSourceArn);
    if (table === undefined)
      throw new Error(`${resource.logicalId}: a source that is the stream of no table of the template.`);
    return {
      logicalId: resource.logicalId,
      functionName: target.physicalId,
      roleArn: String(target.properties.Role),
      table,
      streamArn: given.EventSourceArn,
      enabled: given.Enabled,
      batchSize: given.BatchSize,
      retries: given.MaximumRetryAttempts,
      longestAge: given.MaximumRecordAgeInSeconds * 1000,
      bisects: given.BisectBatchOnFunctionError,
      reportsItems: given.FunctionResponseTypes.length > 0,
      passes: filterOf(resource, given),
    };
  });
}

type Properties = z.output<typeof mappingProperties>;

function propertiesOf({ logicalId, properties }: Resource): Properties {
  const parsed = mappingProperties.safeParse(properties);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : issue?.path.join(".");
  throw new Error(`${logicalId}: an event source mapping that the local run does not know: ${place}.`);
}

function functionOf(stack: LoadedStack, mapping: Resource, name: string): Resource {
  const named = ({ physicalId, arn }: Resource) => physicalId === name || arn === name;
  const found = stack.byType("AWS::Lambda::Function").find(named);
  if (found === undefined)
    throw new Error(`${mapping.logicalId}: a function that is none of the template, or a version of one.`);
  return found;
}

function filterOf({ logicalId }: Resource, { FilterCriteria }: Properties): Filter {
  try {
    return recordFilter((FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern));
  } catch (error) {
    throw new Error(`${logicalId}: ${error instanceof Error ? error.message : "a filter"}.`, {
      cause: error,
    });
  }
}
