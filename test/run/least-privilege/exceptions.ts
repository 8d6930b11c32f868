/** Grants that nothing here can use: only AWS itself does it, or asks whether it is allowed. */
export interface OnlyOnAws {
  /** Which grants, as `grantsIn` writes them: `<statement>: <action> on <resource> where <key> <value>`. */
  readonly grants: RegExp;
  readonly why: string;
}

/** The one list of them. Everything else that the role of a function may do must be done by some test of `test/run`. */
export const onlyOnAws: readonly OnlyOnAws[] = [
  {
    grants: /: logs:(?:CreateLogStream|PutLogEvents) on /,
    why: "Lambda writes a function's log with the function's role; the local run keeps it without CloudWatch.",
  },
  {
    grants: /: dynamodb:ListStreams on /,
    why: "Lambda asks for it when it makes an event source mapping. The local run asks the policies, and calls nothing.",
  },
  {
    grants: /: xray:Put(?:TraceSegments|TelemetryRecords) on /,
    why: "Lambda sends the traces with the function's role; the local run has no X-Ray.",
  },
  {
    grants: /: sqs:SendMessage on | where .*kms:ViaService sqs\./,
    why: "Lambda sends what it gives up to the queue of dead letters with the function's role; the local run has no queues.",
  },
  {
    grants:
      /: ec2:(?:(?:Create|Delete|Describe)NetworkInterfaces?|DescribeSubnets|\w+PrivateIpAddresses) on /,
    why: "Lambda makes the network interfaces of a function in a VPC with the function's role.",
  },
];
