import { describe, expect, it } from "vitest";
import { functionNames, isApiFunction } from "../../infra/functions.ts";
import { example, ofType, resource, synthesized, templateOf } from "./assembly.ts";
import { statementsByFunction, words } from "./policies.ts";

const template = templateOf(synthesized("dead-letters", { "a.yaml": example }), "kith-example");
const pascal = (name: string) => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
const queueArn = { "Fn::GetAtt": ["DeadLetters", "Arn"] };

describe("what could not be done", () => {
  it("lies in one queue, under the customer key, for fourteen days", () => {
    const queues = ofType(template, "AWS::SQS::Queue");
    expect(queues.map(({ id }) => id)).toEqual(["DeadLetters"]);
    expect(queues[0]?.Properties).toMatchObject({
      KmsMasterKeyId: { "Fn::GetAtt": ["DataKey", "Arn"] },
      MessageRetentionPeriod: 1_209_600,
    });
  });

  it("is neither brought nor fetched but over TLS", () => {
    const [policy] = ofType(template, "AWS::SQS::QueuePolicy");
    expect(policy?.Properties.Queues).toEqual([{ Ref: "DeadLetters" }]);
    expect(policy?.Properties.PolicyDocument.Statement).toEqual([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "sqs:*",
        Resource: queueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it.each(functionNames)("by %s leaves a letter, which no function may read", (name) => {
    expect(resource(template, `${pascal(name)}Function`).Properties.DeadLetterConfig).toEqual({
      TargetArn: queueArn,
    });
    const statements = statementsByFunction(template)[pascal(name)] ?? [];
    const mail = statements.filter(({ Action }) => String(Action).includes("sqs:"));
    expect(mail.map(({ Action, Resource }) => [Action, words(Resource)])).toEqual([
      ["sqs:SendMessage", "DeadLetters.Arn"],
    ]);
  });

  it("of a stream leaves its place there, when its batch is given up", () => {
    expect(ofType(template, "AWS::Lambda::EventSourceMapping")[0]?.Properties.DestinationConfig).toEqual({
      OnFailure: { Destination: queueArn },
    });
  });
});

describe("an event that nobody waits for", () => {
  const configOf = (name: string) =>
    ofType(template, "AWS::Lambda::EventInvokeConfig").find(
      ({ Properties }) => Properties.FunctionName.Ref === `${pascal(name)}Function`,
    )?.Properties;

  it.each(functionNames.filter(isApiFunction))("is tried once by %s, and handed on to nobody", (name) => {
    expect(configOf(name)).toEqual({
      FunctionName: { Ref: `${pascal(name)}Function` },
      Qualifier: "$LATEST",
      MaximumEventAgeInSeconds: 60,
      MaximumRetryAttempts: 0,
    });
  });

  it.each([
    ["identity", 60, 0],
    ["jobs", 60, 0],
    ["pool-keys", 600, 2],
    ["rotation", 3_600, 2],
    ["setup", 60, 0],
    ["activity", 60, 0],
    ["indexer", 60, 0],
    ["verifier", 60, 0],
  ])("of %s waits at most %d seconds and is tried %d times more", (name, longest, retries) => {
    expect(configOf(name)).toMatchObject({
      MaximumEventAgeInSeconds: longest,
      MaximumRetryAttempts: retries,
    });
  });
});
