import type { Raw } from "../dynamodb/raw.ts";
import type { Database } from "../dynamodb/service.ts";
import type { Table } from "../dynamodb/template.ts";
import { AwsError } from "../types.ts";
import type { Fields } from "../wire/operation.ts";

/** What the operations of DynamoDB Streams stand on. */
export interface StreamsDatabase extends Database {
  readonly rawStreams: Raw;
}

/** One operation: what it is about, and what it does. */
export interface StreamCall {
  /** The ARN that IAM is asked about. @throws AwsError when the input cannot be understood. */
  readonly resource: (database: StreamsDatabase, input: Fields) => string;
  readonly call: (database: StreamsDatabase, input: Fields) => Promise<Fields>;
}

/** The table of the template whose stream this is. */
export function tableOf({ tables }: StreamsDatabase, arn: string): Table | undefined {
  return [...tables.values()].find(({ streamArn }) => streamArn === arn);
}

/** What the database calls a stream. @throws AwsError `ResourceNotFoundException` when the template has none such. */
export function localArn({ arns }: StreamsDatabase, arn: string): string {
  const local = arns.inward(arn);
  if (local !== undefined) return local;
  throw new AwsError("ResourceNotFoundException", 400, "Requested resource not found");
}
