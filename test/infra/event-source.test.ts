import { describe, expect, it } from "vitest";
import { example, ofType, resource, synthesized, templateOf } from "./assembly.ts";

const template = templateOf(synthesized("one", { "a.yaml": example }), "kith-example");
const mappings = ofType(template, "AWS::Lambda::EventSourceMapping");

describe("the changes of threads", () => {
  it("wake the worker that counts, from the oldest on, and one that fails holds up nobody for ever", () => {
    expect(mappings.map(({ Properties }) => Properties)).toEqual([
      {
        EventSourceArn: { "Fn::GetAtt": ["CommunityTable", "StreamArn"] },
        FunctionName: { Ref: "ActivityFunction" },
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 100,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        MaximumRecordAgeInSeconds: 3_600,
        DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["DeadLetters", "Arn"] } } },
        FilterCriteria: {
          Filters: [{ Pattern: '{"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"THREAD#"}]}}}}' }],
        },
        Tags: expect.any(Array),
      },
    ]);
  });

  it("are followed only after the worker's permissions are there", () => {
    expect(resource(template, "ActivityFunction").DependsOn).toContainEqual(
      expect.stringMatching(/^FunctionsActivityPolicy/),
    );
  });

  it("are told to a worker that knows the one table, and no key of content or of the trail", () => {
    expect(resource(template, "ActivityFunction").Properties.Environment.Variables).toEqual({
      KITH_TENANT: "example",
      KITH_TABLE_COMMUNITY: { Ref: "CommunityTable" },
    });
  });

  it("come from the stream of the restored table that the tenant's file names", () => {
    const streamArn =
      "arn:aws:dynamodb:us-east-1:111122223333:table/community-restored/stream/2026-11-22T10:00:00.000";
    const tables = `data: {tables: {community: {physical: "community-restored", streamArn: "${streamArn}"}}}`;
    const restored = example.replace("data: {}", tables);
    const moved = templateOf(synthesized("restored-stream", { "a.yaml": restored }), "kith-example");
    const [mapping] = ofType(moved, "AWS::Lambda::EventSourceMapping");
    expect(mapping?.Properties.EventSourceArn).toBe(streamArn);
    const text = JSON.stringify(moved);
    expect(text).toContain(":table/community-restored/stream/*");
    expect(text).not.toContain('"Fn::GetAtt":["CommunityTable"');
  });
});
