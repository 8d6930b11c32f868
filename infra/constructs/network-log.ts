import { Aws } from "aws-cdk-lib";
import { CfnFlowLog, type CfnVPC } from "aws-cdk-lib/aws-ec2";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { logGroup } from "./log-group.ts";

/** Who spoke with whom in the network, by address: kept as all logs are, under their key. */
export function networkLog(parent: Construct, vpc: CfnVPC, keyArn: string): void {
  const scope = new Construct(parent, "Flows");
  const logs = logGroup(scope, "NetworkLogs", keyArn);
  const role = new Role(scope, "Role", {
    assumedBy: new ServicePrincipal("vpc-flow-logs.amazonaws.com", {
      conditions: {
        StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
        ArnLike: {
          "aws:SourceArn": `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:vpc-flow-log/*`,
        },
      },
    }),
  });
  const policy = new ManagedPolicy(scope, "Policy", {
    roles: [role],
    statements: [
      new PolicyStatement({
        sid: "OwnLogs",
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [logs.arn, `${logs.arn}:*`],
      }),
    ],
  });
  const flows = new CfnFlowLog(scope, "FlowLog", {
    resourceType: "VPC",
    resourceId: vpc.ref,
    trafficType: "ALL",
    logDestinationType: "cloud-watch-logs",
    logGroupName: logs.name,
    deliverLogsPermissionArn: role.roleArn,
  });
  flows.node.addDependency(policy);
}
