import { DynamoDBServiceException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";

/** What one attempt to write shows. */
export type Verdict =
  | { readonly kind: "stored" }
  /** Nothing was written: a condition did not hold. The places in the transaction, counted from 0. */
  | { readonly kind: "refused"; readonly places: readonly number[] }
  /** Nothing was written: too much at once. Worth another attempt. */
  | { readonly kind: "busy"; readonly cause: unknown }
  /** Nothing was written, and nothing will be by trying again. */
  | { readonly kind: "failed"; readonly cause: unknown }
  /** Nobody can say whether it was written. */
  | { readonly kind: "unknown"; readonly cause: unknown };

const busyReasons = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
const busyErrors = new Set([
  "ProvisionedThroughputExceededException",
  "ReplicatedWriteConflictException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TransactionConflictException",
]);
/** Refusals that speak of an earlier attempt with the same token, and so do not say what became of that one. */
const errorsOfEarlierAttempts = new Set([
  "IdempotentParameterMismatchException",
  "TransactionInProgressException",
]);

/** Contention comes first: what it hides may be the caller's own earlier attempt. */
const verdictOfCancellation = (error: TransactionCanceledException): Verdict => {
  // Stryker disable next-line ArrayDeclaration: without reasons it has failed, whatever stands in their place.
  const codes = (error.CancellationReasons ?? []).map(({ Code = "None" }) => Code);
  if (codes.some((code) => busyReasons.has(code))) return { kind: "busy", cause: error };
  const places = codes.flatMap((code, place) => (code === "ConditionalCheckFailed" ? [place] : []));
  const others = codes.some((code) => code !== "None" && code !== "ConditionalCheckFailed");
  return others || places.length === 0 ? { kind: "failed", cause: error } : { kind: "refused", places };
};

const verdictOfRefusal = (error: DynamoDBServiceException): Verdict => {
  if (error instanceof TransactionCanceledException) return verdictOfCancellation(error);
  if (error.name === "ConditionalCheckFailedException") return { kind: "refused", places: [0] };
  if (busyErrors.has(error.name)) return { kind: "busy", cause: error };
  if (errorsOfEarlierAttempts.has(error.name)) return { kind: "unknown", cause: error };
  return { kind: "failed", cause: error };
};

/**
 * What an error of one call means. Only a refusal that DynamoDB itself worded, at the first attempt, is certain:
 * a timeout, a cut connection, a server error, or a refusal after the SDK had tried before leaves the outcome open.
 */
export const verdictOf = (error: unknown): Verdict => {
  const worded = error instanceof DynamoDBServiceException && error.$fault === "client";
  const status = worded ? (error.$metadata.httpStatusCode ?? 0) : 0;
  const attempts = worded ? (error.$metadata.attempts ?? 1) : 1;
  if (!worded || status < 400 || status >= 500 || attempts > 1) return { kind: "unknown", cause: error };
  return verdictOfRefusal(error);
};
