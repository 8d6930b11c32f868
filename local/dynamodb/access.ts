import { contextOf, type Situation } from "../iam/context.ts";
import type { AccessRequest } from "../iam/evaluate.ts";
import { keyAccess } from "../kms/access.ts";
import type { KeyDefinition } from "../kms/template.ts";
import type { Part } from "./part.ts";
import type { Table } from "./template.ts";

/**
 * The question to IAM for one part of a request. It needs no running endpoint.
 *
 * @param arn of the table, also where the template has no such table.
 */
export function tableAccess(
  part: Part,
  arn: string,
  table: Table | undefined,
  situation: Situation,
): AccessRequest {
  const request = {
    principal: situation.caller,
    action: `dynamodb:${part.action}`,
    resource: part.index === undefined ? arn : `${arn}/index/${part.index}`,
    context: contextOf(situation, ownKeys(part)),
  };
  return table?.policy === undefined ? request : { ...request, resourcePolicy: table.policy };
}

function ownKeys(part: Part): readonly (readonly [string, string | readonly string[] | undefined])[] {
  return [
    ["dynamodb:LeadingKeys", part.leadingKeys],
    ["dynamodb:Select", part.select],
    ["dynamodb:ReturnValues", part.returnValues],
    ["dynamodb:EnclosingOperation", part.enclosing],
    // Which attributes a whole item has is not known before the call: a condition on them is then an error.
    ...(part.attributes === undefined ? [] : [["dynamodb:Attributes", part.attributes] as const]),
  ];
}

/**
 * Every caller of a table with a customer key needs `kms:Decrypt` on it, through DynamoDB, with DynamoDB's context.
 */
export function tableKeyAccess(table: Table, key: KeyDefinition, situation: Situation): AccessRequest {
  const encryptionContext = tableEncryptionContext(table, situation);
  return keyAccess(key, "kms:Decrypt", { ...situation, via: "dynamodb" }, { encryptionContext });
}

/** Source: "DynamoDB encryption at rest: usage notes", encryption context. */
export function tableEncryptionContext(
  { name }: Table,
  { caller }: Situation,
): Readonly<Record<string, string>> {
  return { "aws:dynamodb:tableName": name, "aws:dynamodb:subscriberId": caller.account };
}
