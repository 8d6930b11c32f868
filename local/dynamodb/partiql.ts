import { contextOf, type Situation } from "../iam/context.ts";
import type { AccessRequest } from "../iam/evaluate.ts";
import type { PolicyDocument } from "../types.ts";

/** The operations that take PartiQL. */
export const partiqlOperations = ["ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"] as const;

/** Which items a statement reaches is not taken apart here, so nobody is allowed it, an administrator neither. */
const denied: PolicyDocument = {
  Version: "2012-10-17",
  Statement: {
    Sid: "NoPartiQL",
    Effect: "Deny",
    Principal: "*",
    Action: "dynamodb:PartiQL*",
    Resource: "*",
  },
};

/** The question to IAM for any statement of PartiQL. @param tables ARN that stands for every table. */
export function partiqlAccess(tables: string, situation: Situation): AccessRequest {
  return {
    principal: situation.caller,
    action: "dynamodb:PartiQLSelect",
    resource: tables,
    context: contextOf(situation, []),
    resourcePolicy: denied,
  };
}
