import { arn, generatedName, nameFrom } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const ruleName = nameFrom("Name", 64);
const queueName = nameFrom("QueueName", 80);
const topicName = nameFrom("TopicName", 256);
const queueUrl = (naming: Naming): string => {
  const { region, account, urlSuffix } = naming.environment;
  return `https://sqs.${region}.${urlSuffix}/${account}/${queueName(naming)}`;
};
const topicArn = (naming: Naming): string => arn(naming, "sns", topicName(naming));

export const messaging: ResourceTypes = {
  "AWS::Events::Rule": {
    ref: ruleName,
    attributes: { Arn: (naming) => arn(naming, "events", `rule/${ruleName(naming)}`) },
  },
  "AWS::SNS::Topic": { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: topicName } },
  "AWS::SNS::Subscription": {
    ref: (naming) => `${naming.required("TopicArn")}:${naming.uuid()}`,
    attributes: {},
  },
  "AWS::SNS::TopicPolicy": { ref: (naming) => generatedName(naming, 100), attributes: {} },
  "AWS::SQS::Queue": {
    ref: queueUrl,
    attributes: {
      Arn: (naming) => arn(naming, "sqs", queueName(naming)),
      QueueName: queueName,
      QueueUrl: queueUrl,
    },
  },
  "AWS::SQS::QueuePolicy": { ref: (naming) => generatedName(naming, 100), attributes: {} },
};
