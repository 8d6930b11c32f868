import { type App, ArnFormat, Aws, Fn, Stack } from "aws-cdk-lib";
import { CfnAccount } from "aws-cdk-lib/aws-apigateway";
import {
  Effect,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { CfnResourcePolicy } from "aws-cdk-lib/aws-logs";
import { stackSuffix } from "./constructs/names.ts";

/**
 * What exists once per account and region, whatever tenants it holds: the role with which API Gateway writes logs. A
 * stage with an access log cannot be made without it, and if a tenant's stack owned it, deleting that stack would
 * silence all others; and the policy that lets the firewalls of all tenants write their logs. Deployed first. What else an
 * account shares comes with what needs it (docs/decisions/0008): the region's settings of AWS Backup with the backup plan.
 */
export function accountBaselineStack(
  app: App,
  env: { readonly account: string; readonly region: string },
): Stack {
  const stack = new Stack(app, `kith-account-baseline-${env.account}-${env.region}`, {
    env,
    stackName: "kith-account-baseline",
    description: "Kith: what all communities of this account and region share.",
    terminationProtection: true,
  });
  const role = new Role(stack, "ApiGatewayLogRole", {
    assumedBy: new ServicePrincipal("apigateway.amazonaws.com"),
    managedPolicies: [
      ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonAPIGatewayPushToCloudWatchLogs"),
    ],
  });
  const account = new CfnAccount(stack, "ApiGatewayAccount", { cloudWatchRoleArn: role.roleArn });
  account.overrideLogicalId("ApiGatewayAccount");
  firewallLogs(stack);
  return stack;
}

/**
 * One policy for all groups `aws-waf-logs-kith-…`: CloudWatch Logs takes ten of a region, and without this one WAF would
 * add each group to a policy of its own that has an end.
 */
function firewallLogs(stack: Stack): void {
  const groups = stack.formatArn({
    service: "logs",
    resource: "log-group",
    resourceName: "aws-waf-logs-kith-*:log-stream:*",
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const statement = new PolicyStatement({
    sid: "FirewallLogs",
    effect: Effect.ALLOW,
    principals: [new ServicePrincipal("delivery.logs.amazonaws.com")],
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [groups],
    conditions: {
      StringEquals: { "aws:SourceAccount": stack.account },
      ArnLike: { "aws:SourceArn": `arn:${Aws.PARTITION}:logs:${stack.region}:${stack.account}:*` },
    },
  });
  const policy = new CfnResourcePolicy(stack, "FirewallLogPolicy", {
    policyName: Fn.join("-", ["kith-firewall-logs", stackSuffix()]),
    policyDocument: stack.toJsonString(new PolicyDocument({ statements: [statement] })),
  });
  policy.overrideLogicalId("FirewallLogPolicy");
}
