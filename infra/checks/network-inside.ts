import { listOf, ofTypes, property, type StackTemplate, targetOf } from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";
import { allowed, coversAny } from "./statements.ts";

export const networkInside: Rule = {
  id: "network-inside",
  holds:
    "Where the tenant has a network of its own, who can open content is inside it, and nothing leads out of it.",
  source: "45 CFR 164.312(e)(1); docs/decisions/0014",
  faults: all(
    ({ template }) => {
      if (ofTypes(template, "AWS::EC2::VPC").length === 0) return [];
      const openers = rolesThatOpen(template);
      return ofTypes(template, "AWS::Lambda::Function")
        .filter((fn) => openers.has(targetOf(property(fn, "Role")) ?? ""))
        .filter((fn) => listOf(property(fn, "VpcConfig", "SubnetIds")).length === 0)
        .map(({ id }) => fault(id, "can open content and has a way out", "put it into the tenant's network"));
    },
    each(["AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::EC2::EgressOnlyInternetGateway"], {
      unless: () => false,
      wrong: "leads out of the tenant's network",
      remedy: "remove it: functions inside need endpoints alone",
    }),
    each(["AWS::EC2::Subnet"], {
      unless: (subnet) => property(subnet, "MapPublicIpOnLaunch") !== true,
      wrong: "gives public addresses",
      remedy: "leave MapPublicIpOnLaunch out",
    }),
    each(["AWS::EC2::Subnet"], {
      unless: (subnet) => !/dummy/.test(JSON.stringify(property(subnet, "AvailabilityZone") ?? "")),
      wrong: "is in a zone that only stands for one",
      remedy: "take Fn::GetAZs, or the zones of the tenant's file",
    }),
    each(["AWS::EC2::VPCEndpoint"], {
      unless: (endpoint) =>
        !JSON.stringify(property(endpoint, "ServiceName") ?? "").includes("dynamodb-streams") ||
        property(endpoint, "PrivateDnsEnabled") === false,
      wrong: "asks for a private name, which this service does not have",
      remedy: "set PrivateDnsEnabled to false, and tell the function its URL",
    }),
  ),
};

/** Roles that may open what people wrote. */
const rolesThatOpen = (template: StackTemplate): ReadonlySet<string> =>
  new Set(
    allowed(template)
      .filter((one) => coversAny(one, ["kms:Decrypt"]))
      .filter(({ resources }) => resources.some((one) => targetOf(one) === "SealKey"))
      .flatMap(({ id }) =>
        listOf(property(template.Resources[id] ?? { Type: "" }, "Roles")).map((role) => targetOf(role) ?? ""),
      ),
  );
