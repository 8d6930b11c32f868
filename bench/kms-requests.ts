import type { DecisionEntry } from "../local/wire/decisions.ts";

/** What functions ask of KMS themselves; DynamoDB's own use of a table's key is decided under the id of a database call. */
export function requestsOfKms(entries: readonly DecisionEntry[]): readonly DecisionEntry[] {
  const ofDatabase = new Set(
    entries.filter(({ action }) => action.startsWith("dynamodb:")).map(({ requestId }) => requestId),
  );
  return entries.filter(({ action, requestId }) => action.startsWith("kms:") && !ofDatabase.has(requestId));
}
