import { Aws } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { LogGroup } from "./log-group.ts";

/** What Lambda needs to run a function. */
export interface Runtime {
  readonly logs: LogGroup;
  /** ARN of the queue of what could not be done, and of its key. */
  readonly deadLetters: string;
  readonly deadLetterKey: string;
  /** Whether requests are traced. */
  readonly traced: boolean;
  /** Whether it is in the tenant's own network. */
  readonly inside: boolean;
}

/**
 * What Lambda itself does in the name of a function's role, whatever the function's own code does: beside the grants of
 * its work, which are {@link policyStatements}.
 */
export function runtimeStatements(runtime: Runtime): readonly PolicyStatement[] {
  return [
    allow("OwnLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], `${runtime.logs.arn}:*`),
    allow("DeadLetters", ["sqs:SendMessage"], runtime.deadLetters),
    allow("DeadLetterKey", ["kms:GenerateDataKey", "kms:Decrypt"], runtime.deadLetterKey, {
      StringEquals: { "kms:ViaService": `sqs.${Aws.REGION}.amazonaws.com` },
    }),
    ...(runtime.traced ? [traces()] : []),
    ...(runtime.inside ? networkInterfaces() : []),
  ];
}

/** AWS knows no resource for these. */
const traces = (): PolicyStatement =>
  allow("Traces", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*");

const interfaceActions = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** For Lambda, which puts the function into the network; not for the function's own code, whose calls name it. */
const networkInterfaces = (): readonly PolicyStatement[] => [
  allow("NetworkInterfaces", interfaceActions, "*"),
  new PolicyStatement({
    sid: "NotByOwnCode",
    effect: Effect.DENY,
    actions: interfaceActions,
    resources: ["*"],
    conditions: { Null: { "lambda:SourceFunctionArn": "false" } },
  }),
];

function allow(
  sid: string,
  actions: readonly string[],
  resource: string,
  conditions: Record<string, Record<string, unknown>> = {},
): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: [resource],
    conditions,
  });
}
