import { Aws } from "aws-cdk-lib";
import type { CfnVPC } from "aws-cdk-lib/aws-ec2";
import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from "aws-cdk-lib/aws-route53resolver";
import { Construct } from "constructs";

/** The first that may be given. */
const PRIORITY = 101;

/**
 * Names that the network resolves: AWS's own of the region, which AWS's own servers answer. Every other name is unknown there,
 * because a question for one can carry words out.
 */
export function knownNames(parent: Construct, vpc: CfnVPC): void {
  const scope = new Construct(parent, "Names");
  const known = new CfnFirewallDomainList(scope, "Known", { domains: [`*.${Aws.REGION}.amazonaws.com`] });
  const all = new CfnFirewallDomainList(scope, "All", { domains: ["*"] });
  const group = new CfnFirewallRuleGroup(scope, "Rules", {
    firewallRules: [
      {
        priority: 1,
        action: "ALLOW",
        firewallDomainListId: known.attrId,
        // Where AWS's own name leads is AWS's to say.
        firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
      },
      { priority: 2, action: "BLOCK", blockResponse: "NXDOMAIN", firewallDomainListId: all.attrId },
    ],
  });
  new CfnFirewallRuleGroupAssociation(scope, "Association", {
    firewallRuleGroupId: group.attrId,
    vpcId: vpc.ref,
    priority: PRIORITY,
  });
}
