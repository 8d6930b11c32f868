import { CfnRule } from "aws-cdk-lib/aws-events";
import { type CfnFunction, CfnPermission } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { pascal } from "./names.ts";

/** Runs a worker by the clock. @param rate for example `rate(1 day)`. */
export function schedule(parent: Construct, name: string, rate: string, worker: CfnFunction): void {
  const scope = new Construct(parent, `${pascal(name)}Schedule`);
  const rule = new CfnRule(scope, "Rule", {
    scheduleExpression: rate,
    state: "ENABLED",
    targets: [{ id: "worker", arn: worker.attrArn }],
  });
  new CfnPermission(scope, "Permission", {
    action: "lambda:InvokeFunction",
    functionName: worker.ref,
    principal: "events.amazonaws.com",
    sourceArn: rule.attrArn,
  });
}
