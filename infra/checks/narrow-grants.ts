import { listOf, ofTypes, textOf } from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";
import { allowed } from "./statements.ts";

/** Actions that AWS cannot narrow to a resource. */
const unnarrowable: readonly string[] = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

/** Roles that a service of AWS itself takes on, with the policy that AWS wrote for it. */
const servicePolicies =
  /\/service-role\/(?:AmazonAPIGatewayPushToCloudWatchLogs|AWSBackupServiceRolePolicyFor\w+)$/;

export const narrowGrants: Rule = {
  id: "narrow-grants",
  holds:
    "No role may do everything of a service, or anything to every resource, and none takes a policy that AWS may change.",
  source: "45 CFR 164.312(a)(1), NIST SP 800-53 AC-6",
  faults: all(
    ({ template }) =>
      allowed(template)
        .filter(({ actions }) => actions.length === 0 || actions.some((action) => action.includes("*")))
        .map(({ id, sid }) =>
          fault(id, `allows actions by a wildcard, in ${sid || "a statement"}`, "name each action"),
        ),
    ({ template }) =>
      allowed(template)
        .filter(({ resources }) => resources.length === 0 || resources.some(isEverything))
        .filter(({ actions }) => !actions.every((action) => unnarrowable.includes(action)))
        .map(({ id, sid }) =>
          fault(id, `allows something to every resource, in ${sid || "a statement"}`, "name the resources"),
        ),
    ({ template }) =>
      ofTypes(template, "AWS::IAM::Role")
        .filter((role) => listedPolicies(role.Properties).some((arn) => !servicePolicies.test(arn)))
        .map(({ id }) =>
          fault(id, "takes a policy that AWS wrote and may change", "write the statements it needs"),
        ),
    each(["AWS::IAM::User", "AWS::IAM::AccessKey"], {
      unless: () => false,
      wrong: "is a user with lasting credentials",
      remedy: "let a role be taken on instead",
    }),
  ),
};

const listedPolicies = (properties: Readonly<Record<string, unknown>> | undefined): readonly string[] =>
  listOf(properties?.ManagedPolicyArns).map(textOf);

/** `*`, or all resources of a service. */
const isEverything = (resource: unknown): boolean =>
  /^(?:arn(?::[^:]*){4}:)?\*$/.test(textOf(resource).replace(/\$\{[^}]*\}/g, "-"));
