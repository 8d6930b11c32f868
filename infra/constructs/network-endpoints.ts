import { Aws } from "aws-cdk-lib";
import { type CfnRouteTable, CfnSecurityGroup, type CfnVPC, CfnVPCEndpoint } from "aws-cdk-lib/aws-ec2";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { Keys } from "./keys.ts";
import type { Tables } from "./tables.ts";
import type { Buckets } from "./trail-buckets.ts";

export interface EndpointsProps {
  readonly vpc: CfnVPC;
  readonly routes: CfnRouteTable;
  readonly subnetIds: readonly string[];
  /** Group of those who may call. */
  readonly callers: CfnSecurityGroup;
  readonly keys: Keys;
  readonly tables: Tables;
  readonly buckets: Buckets;
}

const itemActions = [
  "BatchGetItem",
  "ConditionCheckItem",
  "DeleteItem",
  "GetItem",
  "PutItem",
  "Query",
  "UpdateItem",
].map((action) => `dynamodb:${action}`);

/**
 * The ways to DynamoDB, S3 and KMS, each for the tenant's own tables, bucket and keys and for callers of its account: with a
 * stranger's credentials nothing can be carried out through them.
 */
export function networkEndpoints(scope: Construct, props: EndpointsProps): void {
  const { keys, tables, buckets } = props;
  const tableArns = Object.values(tables).map(({ arn }) => arn);
  const bucketArns = Object.values(buckets).flatMap(({ arn }) => [arn, `${arn}/*`]);
  gateway(scope, "Dynamodb", props, policy(itemActions, tableArns));
  gateway(scope, "S3", props, policy(["s3:GetObject", "s3:ListBucket"], bucketArns));
  const keyActions = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
  kms(scope, props, policy(keyActions, [keys.seal, keys.data, keys.audit]));
}

/** Costs nothing. */
function gateway(
  scope: Construct,
  name: "Dynamodb" | "S3",
  { vpc, routes }: EndpointsProps,
  policyDocument: PolicyDocument,
): void {
  new CfnVPCEndpoint(scope, `${name}Endpoint`, {
    vpcId: vpc.ref,
    vpcEndpointType: "Gateway",
    serviceName: service(name.toLowerCase()),
    routeTableIds: [routes.ref],
    policyDocument,
  });
}

/** Costs by the hour in each zone: infra/fixed-costs.ts. */
function kms(
  scope: Construct,
  { vpc, subnetIds, callers }: EndpointsProps,
  policyDocument: PolicyDocument,
): void {
  const group = new CfnSecurityGroup(scope, "KmsEndpointGroup", {
    vpcId: vpc.ref,
    groupDescription: "Endpoint of KMS.",
    securityGroupIngress: [
      {
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        sourceSecurityGroupId: callers.attrGroupId,
        description: "HTTPS of the functions inside",
      },
    ],
    // It only answers. Without a rule AWS would allow it everything: this one allows nothing that exists.
    securityGroupEgress: [
      { ipProtocol: "icmp", fromPort: 252, toPort: 86, cidrIp: "255.255.255.255/32", description: "Nothing" },
    ],
  });
  new CfnVPCEndpoint(scope, "KmsEndpoint", {
    vpcId: vpc.ref,
    vpcEndpointType: "Interface",
    serviceName: service("kms"),
    subnetIds: [...subnetIds],
    securityGroupIds: [group.attrGroupId],
    privateDnsEnabled: true,
    policyDocument,
  });
}

const service = (name: string): string => `com.amazonaws.${Aws.REGION}.${name}`;

function policy(actions: readonly string[], resources: readonly string[]): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: [...actions],
        resources: [...resources],
        conditions: { StringEquals: { "aws:PrincipalAccount": Aws.ACCOUNT_ID } },
      }),
    ],
  });
}
