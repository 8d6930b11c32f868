import { tableEncryptionContext } from "../dynamodb/access.ts";
import type { Table } from "../dynamodb/template.ts";
import { type Context, contextOf, type Situation } from "../iam/context.ts";
import type { AccessRequest } from "../iam/evaluate.ts";
import { keyAccess } from "../kms/access.ts";
import type { KeyDefinition } from "../kms/template.ts";

/** The operations of DynamoDB Streams; each is an action of the same name. */
export const streamOperations = ["ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"] as const;
export type StreamOperation = (typeof streamOperations)[number];

/**
 * The question to IAM for one operation on a stream. It needs no running endpoint.
 *
 * @param arn of the stream, also where the template has none; of `ListStreams` it ends with an asterisk, as in "DynamoDB
 *   API permissions: actions, resources, and conditions reference".
 */
export function streamAccess(
  operation: StreamOperation,
  arn: string,
  table: Table | undefined,
  situation: Situation,
): AccessRequest {
  const request = {
    principal: situation.caller,
    action: `dynamodb:${operation}`,
    resource: arn,
    context: contextOf(situation, []),
  };
  return table?.streamPolicy === undefined ? request : { ...request, resourcePolicy: table.streamPolicy };
}

/**
 * Whoever reads records of a table with a customer key needs `kms:Decrypt` on it. AWS documents DynamoDB's encryption
 * context and nothing of the way by which the request comes to AWS KMS: a grant that asks for `kms:ViaService` is not
 * met here, and one that asks whether a service is on the way is an error.
 */
export function streamKeyAccess(table: Table, key: KeyDefinition, situation: Situation): AccessRequest {
  const encryptionContext = tableEncryptionContext(table, situation);
  const request = keyAccess(key, "kms:Decrypt", situation, { encryptionContext });
  return { ...request, context: withoutWay(request.context) };
}

function withoutWay(context: Context): Context {
  return new Map([...context].filter(([name]) => name !== "aws:viaawsservice" && name !== "aws:calledvia"));
}
