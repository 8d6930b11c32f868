import { Fn } from "aws-cdk-lib";
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import type { TenantConfig } from "../tenant-config.ts";
import type { Api } from "./api.ts";
import { corsHeaders } from "./api-body.ts";
import type { Pools } from "./environment.ts";
import { firewallAnswers, firewallRules, visibility } from "./firewall-rules.ts";
import { securityHeaders } from "./gateway-responses.ts";
import { logGroup } from "./log-group.ts";
import { pascal, pinned, stackSuffix } from "./names.ts";

export interface FirewallProps {
  readonly config: TenantConfig;
  readonly api: Api;
  readonly pools: Pools;
  /** Customer key of the logs. */
  readonly logKeyArn: string;
}

/** Request headers of which nothing is kept: they hold tokens, or repeat what a caller wrote elsewhere. */
const protectedHeaders = ["authorization", "cookie", "referer", "user-agent"];

/**
 * One web ACL before the API and both user pools. Its log has only what was refused, and of that neither body, query nor
 * {@link protectedHeaders}.
 */
export function firewall(parent: Construct, { config, api, pools, logKeyArn }: FirewallProps): void {
  const scope = new Construct(parent, "Firewall");
  const { requestsPerAddress, signInRequestsPerAddress } = config.limits;
  const acl = pinned(
    "Firewall",
    new CfnWebACL(scope, "Acl", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: firewallRules(
        { requests: requestsPerAddress, signIn: signInRequestsPerAddress, apiHost: api.host },
        { ...securityHeaders, ...corsHeaders(config.origins[0]) },
      ),
      customResponseBodies: firewallAnswers,
      associationConfig: { requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: "KB_64" } } },
      visibilityConfig: visibility("Firewall"),
      dataProtectionConfig: { dataProtections },
    }),
  );
  logRefusals(scope, acl, config.tenant.id, logKeyArn);
  const guarded = { api: api.stageArn, members: pools.members.arn, workforce: pools.workforce.arn };
  for (const [name, resourceArn] of Object.entries(guarded)) {
    new CfnWebACLAssociation(scope, pascal(name), { webAclArn: acl.attrArn, resourceArn });
  }
}

/** In the log as in samples, and also where a rule says what it matched. */
const dataProtections: CfnWebACL.DataProtectProperty[] = [
  { fieldType: "BODY" },
  { fieldType: "QUERY_STRING" },
  { fieldType: "SINGLE_HEADER", fieldKeys: protectedHeaders },
].map((field) => ({ field, action: "SUBSTITUTION", excludeRuleMatchDetails: false }));

/** Allowed requests are dropped: the API's access log has one line of each. */
function logRefusals(scope: Construct, acl: CfnWebACL, tenant: string, logKeyArn: string): void {
  // The beginning is WAF's own condition; the account's policy lets it write to groups of this name.
  const name = Fn.join("-", ["aws-waf-logs-kith", tenant, stackSuffix()]);
  const group = logGroup(new Construct(scope, "Refused"), "FirewallLogs", logKeyArn, name);
  new CfnLoggingConfiguration(scope, "Logging", {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [group.arn],
    loggingFilter: {
      DefaultBehavior: "KEEP",
      Filters: [
        {
          Behavior: "DROP",
          Requirement: "MEETS_ANY",
          Conditions: [{ ActionCondition: { Action: "ALLOW" } }],
        },
      ],
    },
  });
}
