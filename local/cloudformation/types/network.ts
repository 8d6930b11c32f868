import type { Naming, ResourceType, ResourceTypes } from "./resource-type.ts";

const HEXADECIMAL = "0123456789abcdef";

/** An id as EC2 makes it: `vpc-` and 17 hexadecimal digits. */
const id =
  (prefix: string) =>
  (naming: Naming): string =>
    `${prefix}-${naming.generated(HEXADECIMAL, 17)}`;

const withId = (prefix: string, attribute: string): ResourceType => ({
  ref: id(prefix),
  attributes: { [attribute]: id(prefix) },
});

/** Named, so that the rest of a template can refer to it. The local run has no network: functions reach its endpoints only. */
export const network: ResourceTypes = {
  "AWS::EC2::VPC": withId("vpc", "VpcId"),
  "AWS::EC2::Subnet": withId("subnet", "SubnetId"),
  "AWS::EC2::RouteTable": withId("rtb", "RouteTableId"),
  "AWS::EC2::SubnetRouteTableAssociation": withId("rtbassoc", "Id"),
  "AWS::EC2::SecurityGroup": withId("sg", "GroupId"),
  "AWS::EC2::VPCEndpoint": withId("vpce", "Id"),
  "AWS::EC2::FlowLog": { ref: id("fl"), attributes: {} },
  "AWS::Route53Resolver::FirewallDomainList": withId("rslvr-fdl", "Id"),
  "AWS::Route53Resolver::FirewallRuleGroup": withId("rslvr-frg", "Id"),
  "AWS::Route53Resolver::FirewallRuleGroupAssociation": withId("rslvr-frgassoc", "Id"),
};
