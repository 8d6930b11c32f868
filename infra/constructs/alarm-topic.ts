import { Aws, Stack } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { pinned } from "./names.ts";

/** Where alarms go: a topic, and who may publish to it, once that is made. */
export interface AlarmTopic {
  readonly arn: string;
  readonly publishedBy: (ruleArns: readonly string[]) => void;
}

/**
 * The topic of the alarms, and its one subscriber. AWS asks the address to confirm before it mails anything.
 *
 * @param keyArn customer key under which SNS stores a message until it is delivered.
 * @param onCall address of the role that is told: the one text of the tenant's file that is a value in its template.
 */
export function alarmTopic(parent: Construct, keyArn: string, onCall: string): AlarmTopic {
  const scope = new Construct(parent, "AlarmTopic");
  const topic = pinned("AlarmTopic", new CfnTopic(scope, "Topic", { kmsMasterKeyId: keyArn }));
  pinned(
    "AlarmSubscription",
    new CfnSubscription(scope, "OnCall", { topicArn: topic.ref, protocol: "email", endpoint: onCall }),
  );
  return {
    arn: topic.ref,
    publishedBy: (ruleArns) => {
      const policyDocument = policy(topic.ref, alarmsOf(scope), ruleArns);
      pinned(
        "AlarmTopicPolicy",
        new CfnTopicPolicy(scope, "Policy", { topics: [topic.ref], policyDocument }),
      );
    },
  };
}

/** All alarms of the account and region: their names are generated, and naming each would make the policy too long. */
function alarmsOf(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: "cloudwatch", resource: "alarm:*" });
}

function policy(topicArn: string, alarms: string, rules: readonly string[]): PolicyDocument {
  const publish = { actions: ["sns:Publish"], resources: [topicArn] };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        ...publish,
        sid: "TlsOnly",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      }),
      new PolicyStatement({
        ...publish,
        sid: "Alarms",
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        conditions: {
          StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
          ArnLike: { "aws:SourceArn": alarms },
        },
      }),
      new PolicyStatement({
        ...publish,
        sid: "WatchedEvents",
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal("events.amazonaws.com")],
        conditions: { ArnEquals: { "aws:SourceArn": [...rules] } },
      }),
    ],
  });
}
