import { cognitoErrors } from "../cognito/errors.ts";
import { keyUnusable } from "../dynamodb/key-errors.ts";
import { kmsErrors } from "../kms/errors.ts";
import { AwsError } from "../types.ts";
import type { Fields } from "./operation.ts";

/** A failure that the service itself answers. */
export type FaultKind =
  | "throttle"
  | "unavailable"
  | "conflict"
  | "kms-disabled"
  | "kms-pending"
  | "expired"
  | "trimmed";

const throttled = () => new AwsError("ThrottlingException", 400, "Rate exceeded");
const broken = () => new AwsError("InternalServerError", 500, "Internal server error");
const disabled = () => kmsErrors.disabled("The key");
const pending = () => kmsErrors.pendingDeletion("The key");

const errors: ReadonlyMap<string, (operation: string, input: Fields) => AwsError> = new Map([
  ["dynamodb throttle", throttled],
  ["dynamodbstreams throttle", throttled],
  ["kms throttle", throttled],
  [
    "lambda throttle",
    () =>
      new AwsError("TooManyRequestsException", 429, "Rate Exceeded.", { Reason: "CallerRateLimitExceeded" }),
  ],
  ["dynamodb unavailable", broken],
  ["dynamodbstreams unavailable", broken],
  ["kms unavailable", () => new AwsError("KMSInternalException", 500, "An internal error occurred.")],
  [
    "lambda unavailable",
    () => new AwsError("ServiceException", 500, "The Lambda service encountered an internal error."),
  ],
  ["s3 throttle", () => new AwsError("SlowDown", 503, "Please reduce your request rate.")],
  ["s3 unavailable", () => new AwsError("InternalError", 500, "We encountered an internal error.")],
  ["cognito-idp throttle", cognitoErrors.tooManyRequests],
  ["cognito-idp unavailable", cognitoErrors.internal],
  ["kms kms-disabled", disabled],
  ["dynamodb kms-disabled", () => keyUnusable(disabled())],
  ["dynamodbstreams kms-disabled", () => keyUnusable(disabled())],
  ["kms kms-pending", pending],
  ["dynamodb kms-pending", () => keyUnusable(pending())],
  ["dynamodbstreams kms-pending", () => keyUnusable(pending())],
  ["dynamodbstreams expired", () => new AwsError("ExpiredIteratorException", 400, "Iterator expired.")],
  [
    "dynamodbstreams trimmed",
    () =>
      new AwsError(
        "TrimmedDataAccessException",
        400,
        "The operation attempted to read past the oldest stream record in a shard.",
      ),
  ],
  ["dynamodb conflict", conflict],
]);

/** @throws Error when the service has no such failure. */
export function faultError(kind: FaultKind, service: string, operation = "", input: Fields = {}): AwsError {
  const error = errors.get(`${service} ${kind}`);
  if (error === undefined) throw new Error(`no fault ${kind} for ${service}`);
  return error(operation, input);
}

/** Source: "TransactionConflict" in "Managing complex workflows with DynamoDB transactions". */
function conflict(operation: string, input: Fields): AwsError {
  const text = "Transaction is ongoing for the item";
  if (!operation.startsWith("Transact")) return new AwsError("TransactionConflictException", 400, text);
  const items: readonly unknown[] = Array.isArray(input.TransactItems) ? input.TransactItems : [];
  const reasons = items.map((_, index) =>
    index === 0 ? { Code: "TransactionConflict", Message: text } : { Code: "None" },
  );
  const codes = reasons.map(({ Code }) => Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsError("TransactionCanceledException", 400, message, {
    Message: message,
    CancellationReasons: reasons,
  });
}
