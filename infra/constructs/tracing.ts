import { Fn } from "aws-cdk-lib";
import { CfnSamplingRule } from "aws-cdk-lib/aws-xray";
import type { Construct } from "constructs";
import { stackSuffix } from "./names.ts";

/** One request in twenty: enough to see where time goes, and a year of them stays in what costs nothing. */
const SHARE = 0.05;
/** Before AWS's own rule, which would take one request each second besides. */
const PRIORITY = 1_000;

/** Which of the API's requests X-Ray keeps. @param api name of the API. @param stage name of its stage. */
export function tracedShare(scope: Construct, api: string, stage: string): void {
  new CfnSamplingRule(scope, "Sampling", {
    samplingRule: {
      ruleName: Fn.join("-", ["kith", stackSuffix()]),
      version: 1,
      priority: PRIORITY,
      fixedRate: SHARE,
      reservoirSize: 0,
      serviceName: `${api}/${stage}`,
      serviceType: "AWS::ApiGateway::Stage",
      host: "*",
      httpMethod: "*",
      urlPath: "*",
      resourceArn: "*",
    },
  });
}
