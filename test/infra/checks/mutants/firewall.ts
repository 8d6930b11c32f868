import { drop, put, remove } from "../edits.ts";
import { type Mutants, mutant } from "./mutant.ts";

export const firewall: Mutants = {
  "firewall-before": [
    mutant("nothing before the API", "ApiStage", remove("FirewallApi")),
    mutant("nothing before the members' sign-in", "MembersPool", remove("FirewallMembers")),
    mutant(
      "something else before the staff's",
      "WorkforcePool",
      put("FirewallWorkforce", "WebACLArn", "arn:aws:wafv2:us-east-1:999999999999:regional/webacl/other/1"),
    ),
    mutant(
      "a stage of another API",
      "ApiStage",
      put("FirewallApi", "ResourceArn", "arn:aws:apigateway:us-east-1::/restapis/other/stages/live"),
    ),
  ],
  "firewall-log": [
    mutant("no log", "Firewall", remove("FirewallLogging")),
    mutant(
      "a group whose name WAF does not take",
      "FirewallLogging",
      put("FirewallLogs", "LogGroupName", "kith-firewall"),
    ),
    mutant("every request", "FirewallLogging", drop("FirewallLogging", "LoggingFilter")),
    mutant("the body", "Firewall", drop("Firewall", "DataProtectionConfig.DataProtections.0")),
    mutant("the query", "Firewall", drop("Firewall", "DataProtectionConfig.DataProtections.1")),
    mutant(
      "the token",
      "Firewall",
      put("Firewall", "DataProtectionConfig.DataProtections.2.Field.FieldKeys", ["cookie"]),
    ),
    mutant(
      "what a rule matched",
      "Firewall",
      put("Firewall", "DataProtectionConfig.DataProtections.0.ExcludeRuleMatchDetails", true),
    ),
  ],
  "firewall-rules": [
    mutant(
      "messages of over 8 kB",
      "Firewall",
      drop("Firewall", "Rules.3.Statement.ManagedRuleGroupStatement.RuleActionOverrides.1"),
    ),
    mutant(
      "words that look like code",
      "Firewall",
      drop("Firewall", "Rules.3.Statement.ManagedRuleGroupStatement.RuleActionOverrides"),
    ),
    mutant(
      "people who use a VPN",
      "Firewall",
      put("Firewall", "Rules.6.Statement.ManagedRuleGroupStatement.RuleActionOverrides", []),
    ),
    mutant("no rules of AWS", "Firewall", drop("Firewall", "Rules.3")),
    mutant("rules that only count", "Firewall", put("Firewall", "Rules.4.OverrideAction", { Count: {} })),
    mutant("bodies of any length", "Firewall", drop("Firewall", "Rules.0")),
    mutant(
      "bodies that go on where WAF cannot see",
      "Firewall",
      put(
        "Firewall",
        "Rules.0.Statement.SizeConstraintStatement.FieldToMatch.Body.OversizeHandling",
        "CONTINUE",
      ),
    ),
    mutant("the first 16 kB alone", "Firewall", drop("Firewall", "AssociationConfig")),
    mutant("no rate", "Firewall", drop("Firewall", "Rules.2"), drop("Firewall", "Rules.1")),
    mutant("samples", "Firewall", put("Firewall", "VisibilityConfig.SampledRequestsEnabled", true)),
    mutant(
      "samples of one rule",
      "Firewall",
      put("Firewall", "Rules.5.VisibilityConfig.SampledRequestsEnabled", true),
    ),
    mutant("a firewall of CloudFront", "Firewall", put("Firewall", "Scope", "CLOUDFRONT")),
    mutant("none", "Firewall", remove("Firewall")),
  ],
};
