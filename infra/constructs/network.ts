import { Fn } from "aws-cdk-lib";
import {
  CfnRouteTable,
  CfnSecurityGroup,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
} from "aws-cdk-lib/aws-ec2";
import type { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Keys } from "./keys.ts";
import { pinned } from "./names.ts";
import { networkEndpoints } from "./network-endpoints.ts";
import { networkLog } from "./network-log.ts";
import { knownNames } from "./network-names.ts";
import type { Tables } from "./tables.ts";
import type { Buckets } from "./trail-buckets.ts";

export interface NetworkProps {
  /** Zone ids of the two subnets; absent: the first two zones of the account. */
  readonly zones: readonly string[] | undefined;
  readonly keys: Keys;
  readonly tables: Tables;
  readonly buckets: Buckets;
}

/** Where a function inside is put. */
export type Place = CfnFunction.VpcConfigProperty;

const RANGE = "10.0.0.0/24";
/** Half of the range each: 123 addresses, of which Lambda takes a few and the endpoint one. */
const SUBNETS = ["10.0.0.0/25", "10.0.0.128/25"];

/**
 * The tenant's own network: two subnets without a way out. What is inside reaches DynamoDB, KMS and the buckets of the trail
 * through endpoints, and nothing else. Synthesis asks no account for its zones.
 */
export function tenantNetwork(parent: Construct, props: NetworkProps): Place {
  const scope = new Construct(parent, "Network");
  const vpc = pinned(
    "Network",
    new CfnVPC(scope, "Vpc", { cidrBlock: RANGE, enableDnsHostnames: true, enableDnsSupport: true }),
  );
  // No route but those that the endpoints add.
  const routes = new CfnRouteTable(scope, "Routes", { vpcId: vpc.ref });
  const subnetIds = SUBNETS.map((cidrBlock, at) => {
    const zone = zoneOf(props.zones, at);
    const subnet = new CfnSubnet(scope, `Subnet${at + 1}`, { vpcId: vpc.ref, cidrBlock, ...zone });
    new CfnSubnetRouteTableAssociation(scope, `Routes${at + 1}`, {
      subnetId: subnet.ref,
      routeTableId: routes.ref,
    });
    return subnet.ref;
  });
  const functions = securityGroup(scope, "Functions", vpc);
  networkEndpoints(scope, { ...props, vpc, routes, subnetIds, callers: functions });
  knownNames(scope, vpc);
  networkLog(scope, vpc, props.keys.audit);
  return { subnetIds, securityGroupIds: [functions.attrGroupId] };
}

function zoneOf(zones: readonly string[] | undefined, at: number) {
  const zone = zones?.[at];
  return zone === undefined ? { availabilityZone: Fn.select(at, Fn.getAzs()) } : { availabilityZoneId: zone };
}

/**
 * Of the functions inside: nobody reaches them, and they begin HTTPS alone. To where, a template cannot say: the addresses of
 * DynamoDB are a list that only an account can tell; the routes say it.
 */
function securityGroup(scope: Construct, name: string, vpc: CfnVPC): CfnSecurityGroup {
  return new CfnSecurityGroup(scope, name, {
    vpcId: vpc.ref,
    groupDescription: "Functions that can open content.",
    securityGroupEgress: [
      { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIp: "0.0.0.0/0", description: "HTTPS" },
    ],
  });
}
