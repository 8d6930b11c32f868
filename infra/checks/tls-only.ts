import { type Found, ofTypes, property, type StackTemplate, targetOf, targetsIn } from "../template.ts";
import { fault, type Rule } from "./rule.ts";
import { compared, isForAll, statementsOf } from "./statements.ts";

/** Which type holds the policy of which, where it names what it is for, and by which actions everything is meant. */
const policies = {
  "AWS::S3::Bucket": { policy: "AWS::S3::BucketPolicy", target: "Bucket", everything: /^s3:\*$/i },
  "AWS::SNS::Topic": {
    policy: "AWS::SNS::TopicPolicy",
    target: "Topics",
    everything: /^sns:(?:\*|publish)$/i,
  },
  "AWS::SQS::Queue": { policy: "AWS::SQS::QueuePolicy", target: "Queues", everything: /^sqs:\*$/i },
} as const;

export const tlsOnly: Rule = {
  id: "tls-only",
  holds: "Topics, queues and buckets refuse whoever does not come by TLS.",
  source: "45 CFR 164.312(e)(1)",
  faults: ({ template }) =>
    Object.entries(policies).flatMap(([type, { policy, target, everything }]) =>
      ofTypes(template, type)
        .filter((resource) => !refusesPlain(policiesOf(template, policy, target, resource), everything))
        .map(({ id }) =>
          fault(id, "answers without TLS", "deny everything to everybody where aws:SecureTransport is false"),
        ),
    ),
};

const policiesOf = (template: StackTemplate, type: string, target: string, { id }: Found): readonly Found[] =>
  ofTypes(template, type).filter((policy) => {
    const named = property(policy, target);
    return targetOf(named) === id || targetsIn(named).has(id);
  });

const refusesPlain = (policies: readonly Found[], everything: RegExp): boolean =>
  policies
    .flatMap((policy) => statementsOf(policy.id, property(policy, "PolicyDocument")))
    .some(
      (one) =>
        one.effect === "Deny" &&
        isForAll(one) &&
        one.actions.some((action) => everything.test(action)) &&
        compared(one, "Bool", "aws:SecureTransport").map(String).join() === "false",
    );
