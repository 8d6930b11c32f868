import { ArnFormat, Stack } from "aws-cdk-lib";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { kept } from "./names.ts";

/** Days for which logs are kept: operational records; the audit trail has its own store. */
export const RETENTION_DAYS = 400;

export interface LogGroup {
  readonly name: string;
  /** ARN without the `:*` that CloudFormation's own attribute has. */
  readonly arn: string;
  readonly resource: CfnLogGroup;
}

/** A log group under a customer key with an explicit retention. @param name only where a service of AWS prescribes it. */
export function logGroup(scope: Construct, logicalId: string, keyArn: string, name?: string): LogGroup {
  const resource = kept(
    logicalId,
    new CfnLogGroup(scope, "LogGroup", {
      kmsKeyId: keyArn,
      retentionInDays: RETENTION_DAYS,
      ...(name === undefined ? {} : { logGroupName: name }),
    }),
  );
  const arn = Stack.of(scope).formatArn({
    service: "logs",
    resource: "log-group",
    resourceName: resource.ref,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return { name: resource.ref, arn, resource };
}
