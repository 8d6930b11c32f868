import { keyRefused } from "../dynamodb/key-errors.ts";
import type { Principal } from "../types.ts";
import type { Access, Operation, Service } from "../wire/operation.ts";
import { type StreamOperation, streamAccess, streamKeyAccess, streamOperations } from "./access.ts";
import { type StreamCall, type StreamsDatabase, tableOf } from "./database.ts";
import { getRecords } from "./get-records.ts";
import { describeStream, getShardIterator, listStreams } from "./operations.ts";

const calls = {
  ListStreams: listStreams,
  DescribeStream: describeStream,
  GetShardIterator: getShardIterator,
  GetRecords: getRecords,
} satisfies Record<StreamOperation, StreamCall>;

/** Amazon DynamoDB Streams: permissions and names are the template's, the records are Amazon's own database's. */
export function streamsService(database: StreamsDatabase): Service {
  const rows = streamOperations.map((name) => [name, operation(database, name, calls[name])] as const);
  return { name: "dynamodbstreams", operations: new Map(rows) };
}

function operation(
  database: StreamsDatabase,
  name: StreamOperation,
  { resource, call }: StreamCall,
): Operation {
  return {
    access: (input, caller) => accesses(database, name, resource(database, input), caller),
    call: (input) => call(database, input),
  };
}

function accesses(
  database: StreamsDatabase,
  name: StreamOperation,
  arn: string,
  caller: Principal,
): readonly Access[] {
  const situation = { caller, region: database.stack.region, now: database.now() };
  const table = tableOf(database, arn);
  const asked = streamAccess(name, arn, table, situation);
  if (name !== "GetRecords" || table?.kmsKey === undefined) return [asked];
  const key = database.keys.find(table.kmsKey);
  return [asked, { ...streamKeyAccess(table, key, situation), refusal: keyRefused() }];
}
