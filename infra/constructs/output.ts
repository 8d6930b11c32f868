import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** A value of the stack that operators and their scripts look up: its name stays, wherever its construct moves. */
export function output(scope: Construct, name: string, value: string, description: string): void {
  new CfnOutput(scope, `${name}Output`, { value, description }).overrideLogicalId(name);
}
