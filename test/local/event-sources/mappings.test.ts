import { describe, expect, it } from "vitest";
import { eventSourceMappings } from "../../../local/event-sources/mappings.ts";
import { stackOf } from "../cloudformation/stack.ts";
import { streamTemplate, tableOf } from "../streams/template.ts";
import { mappingOf } from "./template.ts";

const mappings = (properties: object, more: object = {}) =>
  eventSourceMappings(stackOf(streamTemplate([], { Mapping: mappingOf(properties), ...more })));
const pattern = (Pattern: string) => ({ Filters: [{ Pattern }] });

describe("a mapping", () => {
  it("has Lambda's defaults for what the template leaves out", () => {
    expect(mappings({})).toMatchObject([
      {
        logicalId: "Mapping",
        functionName: "run",
        enabled: true,
        batchSize: 100,
        retries: Number.POSITIVE_INFINITY,
        longestAge: Number.POSITIVE_INFINITY,
        bisects: false,
        reportsItems: false,
      },
    ]);
  });

  it("has what the template says", () => {
    const given = {
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 300,
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 60,
      BisectBatchOnFunctionError: true,
      ParallelizationFactor: 1,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      Enabled: false,
      Tags: [{ Key: "a", Value: "b" }],
    };
    expect(mappings(given)).toMatchObject([
      {
        enabled: false,
        batchSize: 10_000,
        retries: 3,
        longestAge: 60_000,
        bisects: true,
        reportsItems: true,
      },
    ]);
  });

  it("takes -1 for no end of retries and of age", () => {
    const given = { MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1 };
    expect(mappings(given)).toMatchObject([
      { retries: Number.POSITIVE_INFINITY, longestAge: Number.POSITIVE_INFINITY },
    ]);
  });

  it("may name its function by the ARN", () => {
    expect(mappings({ FunctionName: { "Fn::GetAtt": ["Run", "Arn"] } })).toMatchObject([
      { functionName: "run" },
    ]);
  });
});

describe("a mapping is refused", () => {
  it.each<readonly [string, object, RegExp]>([
    ["with a property that is not known", { TumblingWindowInSeconds: 1 }, /does not know: TumblingWindow/],
    ["with a destination", { DestinationConfig: { OnFailure: {} } }, /does not know: DestinationConfig/],
    ["with batches of one shard at the same time", { ParallelizationFactor: 2 }, /ParallelizationFactor/],
    ["at a time", { StartingPosition: "AT_TIMESTAMP" }, /StartingPosition/],
    ["without records", { BatchSize: 0 }, /BatchSize/],
    ["with more records than Lambda takes", { BatchSize: 10_001 }, /BatchSize/],
    ["with a longer window than Lambda has", { MaximumBatchingWindowInSeconds: 301 }, /Window/],
    ["with a fraction of a retry", { MaximumRetryAttempts: 0.5 }, /MaximumRetryAttempts/],
    ["with an age below a minute", { MaximumRecordAgeInSeconds: 59 }, /MaximumRecordAge/],
    ["with a response type that is not known", { FunctionResponseTypes: ["Other"] }, /FunctionResponseTypes/],
    [
      "with a rule of a filter that is not known",
      { FilterCriteria: pattern('{"a":[{"suffix":"b"}]}') },
      /rule/,
    ],
    ["with a filter that is no pattern", { FilterCriteria: { Filters: [{ Other: "" }] } }, /FilterCriteria/],
    [
      "with six filters",
      { FilterCriteria: { Filters: Array(6).fill({ Pattern: '{"a":["b"]}' }) } },
      /FilterCriteria/,
    ],
    ["with a version of a function", { FunctionName: "run:7" }, /none of the template, or a version/],
    ["with another source", { EventSourceArn: "arn:aws:sqs:us-east-1:111122223333:q" }, /stream of no table/],
  ])("%s", (_, properties, reason) => {
    expect(() => mappings(properties)).toThrow(/^Mapping: /);
    expect(() => mappings(properties)).toThrow(reason);
  });

  it("when its table has no stream", () => {
    expect(() => mappings({}, { Table: tableOf(undefined) })).toThrow(/^Mapping: .* stream of no table/);
  });
});
