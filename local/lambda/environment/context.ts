import type { FunctionIdentity, InvocationRequest } from "../messages.ts";
import { realNow } from "./clock.ts";

/** The second argument of a handler, with the members that Lambda documents for Node.js. */
export function contextOf(identity: FunctionIdentity, request: InvocationRequest): object {
  return {
    functionName: identity.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: identity.arn,
    memoryLimitInMB: String(identity.memoryMb),
    awsRequestId: request.requestId,
    logGroupName: identity.logGroup,
    logStreamName: identity.logStream,
    getRemainingTimeInMillis: () => Math.max(0, request.deadline - realNow()),
  };
}
