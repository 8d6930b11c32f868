import { type App, Stack } from "aws-cdk-lib";
import { CfnAccount } from "aws-cdk-lib/aws-apigateway";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";

/**
 * What exists once per account and region, whatever tenants it holds: the role with which API Gateway writes logs. A
 * stage with an access log cannot be made without it, and if a tenant's stack owned it, deleting that stack would
 * silence all others. Deployed first. What else an account shares comes with what needs it (docs/decisions/0008): the
 * policy for the log groups of the firewall with the firewall, the region's settings of AWS Backup with the backup plan.
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
  return stack;
}
