import { apiGateway } from "./api-gateway.ts";
import { backup } from "./backup.ts";
import { cloudWatch } from "./cloud-watch.ts";
import { cognito } from "./cognito.ts";
import { dynamodb } from "./dynamodb.ts";
import { iam } from "./iam.ts";
import { kms } from "./kms.ts";
import { lambda } from "./lambda.ts";
import { logs } from "./logs.ts";
import { messaging } from "./messaging.ts";
import { generatedName } from "./names.ts";
import { network } from "./network.ts";
import type { ResourceTypes } from "./resource-type.ts";
import { s3 } from "./s3.ts";
import { waf } from "./waf.ts";

/** Every type that a template may have; attributes as the CloudFormation template reference lists them. */
export const resourceTypes: ResourceTypes = {
  ...apiGateway,
  ...backup,
  ...cloudWatch,
  ...cognito,
  ...dynamodb,
  ...iam,
  ...kms,
  ...lambda,
  ...logs,
  ...messaging,
  ...network,
  ...s3,
  ...waf,
  // Usage statistics of the CDK itself: nothing of the stack depends on it.
  "AWS::CDK::Metadata": { ref: (naming) => generatedName(naming, 100), attributes: {} },
};
