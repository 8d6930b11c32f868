import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnQueue, CfnQueuePolicy } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { pinned } from "./names.ts";

/** Seconds for which a letter lies there, and for which SQS uses one data key. */
const KEPT = 14 * 24 * 3_600;
const KEY_REUSED = 300;

/**
 * The one queue of what no function could do in the end: ticks of the clock, and where in a stream a batch was given up.
 * Nothing that a person wrote comes here (docs/decisions/0013). It is read by people alone.
 *
 * @returns ARN of the queue.
 */
export function deadLetterQueue(parent: Construct, keyArn: string): string {
  const scope = new Construct(parent, "DeadLetters");
  const queue = pinned(
    "DeadLetters",
    new CfnQueue(scope, "Queue", {
      kmsMasterKeyId: keyArn,
      kmsDataKeyReusePeriodSeconds: KEY_REUSED,
      messageRetentionPeriod: KEPT,
    }),
  );
  new CfnQueuePolicy(scope, "Policy", { queues: [queue.ref], policyDocument: tlsOnly(queue.attrArn) });
  return queue.attrArn;
}

function tlsOnly(queueArn: string): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: "TlsOnly",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["sqs:*"],
        resources: [queueArn],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ],
  });
}
