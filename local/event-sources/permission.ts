import { type AccessRequest, evaluate } from "../iam/evaluate.ts";
import type { FindKey } from "../kms/template.ts";
import { streamAccess, streamKeyAccess, streamOperations } from "../streams/access.ts";
import type { LoadedStack, Principal } from "../types.ts";
import type { EventSourceMapping } from "./mappings.ts";

/** Who asks, and what the answer depends on beside the policies. */
export interface Reading {
  readonly stack: LoadedStack;
  readonly caller: Principal;
  readonly findKey: FindKey;
  readonly now: Date;
}

/**
 * Makes sure that a function's role may read the stream of its mapping: without that AWS does not create the mapping.
 * Source: "IAM policy to allow an AWS Lambda function to access DynamoDB stream records".
 *
 * @throws Error naming the mapping and the first action that is not allowed.
 */
export function checkMayRead(mapping: EventSourceMapping, reading: Reading): void {
  for (const access of accesses(mapping, reading)) {
    const refusal = refusalOf(access);
    if (refusal !== undefined)
      throw new Error(
        `${mapping.logicalId}: the role of its function may not do ${access.action}: ${refusal}.`,
      );
  }
}

function accesses(
  { logicalId, table, streamArn }: EventSourceMapping,
  { stack, caller, findKey, now }: Reading,
): readonly AccessRequest[] {
  const situation = { caller, region: stack.region, now };
  const asked = streamOperations.map((operation) => streamAccess(operation, streamArn, table, situation));
  if (table.kmsKey === undefined) return asked;
  const key = findKey(table.kmsKey);
  if (key === undefined) throw new Error(`${logicalId}: the key of its table is not in the template.`);
  return [...asked, streamKeyAccess(table, key, situation)];
}

/** Why an access is not allowed, where it is not: a policy that is not understood allows nothing. */
function refusalOf(access: AccessRequest): string | undefined {
  try {
    const { decision, why } = evaluate(access);
    return decision === "deny" ? why : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "a policy that is not understood";
  }
}
