import { DynamoDBServiceException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { verdictOf } from "../../../functions/platform/audit/verdict.ts";

type Metadata = DynamoDBServiceException["$metadata"];

const refusal = (
  name: string,
  $metadata: Metadata = { httpStatusCode: 400 },
  $fault: "client" | "server" = "client",
) => new DynamoDBServiceException({ name, $fault, $metadata, message: "" });
const cancelled = (reasons: TransactionCanceledException["CancellationReasons"]) =>
  new TransactionCanceledException({
    message: "",
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: reasons,
  });
const codes = (...all: string[]) => cancelled(all.map((Code) => ({ Code })));
const failed = "ConditionalCheckFailed";

describe("what an error of one call means", () => {
  it("is unknown when DynamoDB did not word it", () => {
    const cause = new Error("socket hang up");
    expect(verdictOf(cause)).toEqual({ kind: "unknown", cause });
    expect(verdictOf(undefined)).toEqual({ kind: "unknown", cause: undefined });
  });

  it.each([
    ["a server error", refusal("InternalServerError", { httpStatusCode: 500 }, "server")],
    ["a server error worded as the client's", refusal("ValidationException", { httpStatusCode: 500 })],
    ["a fault of the server with a client's status", refusal("ValidationException", undefined, "server")],
    ["an answer below 400", refusal("ValidationException", { httpStatusCode: 399 })],
    ["an answer without a status", refusal("ValidationException", {})],
    [
      "a refusal after an earlier attempt",
      refusal("ValidationException", { httpStatusCode: 400, attempts: 2 }),
    ],
    ["another request with the same token", refusal("IdempotentParameterMismatchException")],
    ["the same request still under way", refusal("TransactionInProgressException")],
  ])("is unknown after %s", (_, cause) => {
    expect(verdictOf(cause)).toEqual({ kind: "unknown", cause });
  });

  it("is a refusal of the only action when a single condition did not hold", () => {
    const refused = { kind: "refused", places: [0] };
    expect(verdictOf(refusal("ConditionalCheckFailedException"))).toEqual(refused);
    const first = refusal("ConditionalCheckFailedException", { httpStatusCode: 400, attempts: 1 });
    expect(verdictOf(first)).toEqual(refused);
  });

  it.each([
    "ProvisionedThroughputExceededException",
    "ReplicatedWriteConflictException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionConflictException",
  ])("is busy for %s", (name) => {
    const cause = refusal(name);
    expect(verdictOf(cause)).toEqual({ kind: "busy", cause });
  });

  it.each([
    ["ValidationException", 400],
    ["AccessDeniedException", 499],
  ])("is a failure for any other refusal: %s", (name, httpStatusCode) => {
    const cause = refusal(name, { httpStatusCode });
    expect(verdictOf(cause)).toEqual({ kind: "failed", cause });
  });
});

describe("a cancelled transaction", () => {
  it("is refused at the places whose conditions did not hold", () => {
    const refused = { kind: "refused", places: [1, 3] };
    expect(verdictOf(codes("None", failed, "None", failed))).toEqual(refused);
    const withoutCodes = cancelled([{}, { Code: failed }, {}, { Code: failed }]);
    expect(verdictOf(withoutCodes)).toEqual(refused);
  });

  it.each(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])(
    "is busy for %s, whatever else was refused",
    (reason) => {
      const cause = codes(failed, reason, "ValidationError");
      expect(verdictOf(cause)).toEqual({ kind: "busy", cause });
    },
  );

  it.each([
    ["another reason beside a condition", codes(failed, "ValidationError")],
    ["no reason", codes("None")],
    ["no reasons", cancelled(undefined)],
  ])("has failed with %s", (_, cause) => {
    expect(verdictOf(cause)).toEqual({ kind: "failed", cause });
  });
});
