import { at, type Found, listOf, ofTypes, property } from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";

const acls = ["AWS::WAFv2::WebACL"];

/** Managed rules that would refuse what patients write, or clients and networks that they use: these may only count. */
const onlyCounting: readonly (readonly [group: string, rules: readonly string[]])[] = [
  [
    "AWSManagedRulesCommonRuleSet",
    [
      "SizeRestrictions_BODY",
      "NoUserAgent_HEADER",
      "CrossSiteScripting_BODY",
      "GenericLFI_BODY",
      "GenericRFI_BODY",
      "EC2MetaDataSSRF_BODY",
    ],
  ],
  ["AWSManagedRulesKnownBadInputsRuleSet", ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY"]],
  ["AWSManagedRulesSQLiRuleSet", ["SQLi_BODY", "SQLiExtendedPatterns_BODY"]],
  ["AWSManagedRulesAnonymousIpList", ["AnonymousIPList", "HostingProviderIPList"]],
];

/** Without these two there would be little of a firewall. */
const required = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"];

export const firewallRules: Rule = {
  id: "firewall-rules",
  holds:
    "The firewall judges no body by AWS's rules, has a limit of 64 KiB and of requests per address of its own, and keeps no sample.",
  source:
    "AWSManagedRulesCommonRuleSet: the rules refuse messages of over 8 kB and words that look like code",
  faults: all(
    each(acls, {
      unless: (acl) => groupsOf(acl).every(countsWhatItMust),
      wrong: "refuses what patients write, by a rule of AWS that may only count",
      remedy: `let these rules count: ${onlyCounting.flatMap(([, rules]) => rules).join(", ")}`,
    }),
    each(acls, {
      unless: (acl) => required.every((name) => groupsOf(acl).some((group) => at(group, "Name") === name)),
      wrong: "lacks the rules of AWS against known attacks",
      remedy: `add ${required.join(" and ")}`,
    }),
    each(acls, {
      unless: (acl) => rulesOf(acl).some((rule) => isBlocking(rule) && limitsBody(rule)),
      wrong: "has no limit of 64 KiB for a body, with what is longer than it can see as too long",
      remedy: "add a size constraint of 65536 with oversize handling MATCH",
    }),
    each(acls, {
      unless: (acl) =>
        property(acl, "AssociationConfig", "RequestBody", "API_GATEWAY", "DefaultSizeInspectionLimit") ===
        "KB_64",
      wrong: "looks at the first 16 kB of a body alone",
      remedy: "set the size inspection limit of API_GATEWAY to KB_64",
    }),
    each(acls, {
      unless: (acl) =>
        rulesOf(acl).some(
          (rule) => isBlocking(rule) && at(rule, "Statement", "RateBasedStatement") !== undefined,
        ),
      wrong: "lets one address ask without end",
      remedy: "add a rate-based rule that blocks",
    }),
    each(acls, {
      unless: (acl) => visibilities(acl).every((one) => at(one, "SampledRequestsEnabled") === false),
      wrong: "keeps samples of requests, tokens and all",
      remedy: "set SampledRequestsEnabled to false everywhere",
    }),
    each(acls, {
      unless: (acl) => property(acl, "Scope") === "REGIONAL",
      wrong: "is not for what is in the stack's region",
      remedy: "set Scope to REGIONAL",
    }),
    ({ template }) =>
      ofTypes(template, ...acls).length === 0 ? [fault("Firewall", "is missing", "make one web ACL")] : [],
  ),
};

const rulesOf = (acl: Found): readonly unknown[] => listOf(property(acl, "Rules"));

const groupsOf = (acl: Found): readonly unknown[] =>
  rulesOf(acl)
    .filter((rule) => at(rule, "OverrideAction", "Count") === undefined)
    .map((rule) => at(rule, "Statement", "ManagedRuleGroupStatement"))
    .filter((group) => group !== undefined);

function countsWhatItMust(group: unknown): boolean {
  const must = onlyCounting.find(([name]) => name === at(group, "Name"))?.[1] ?? [];
  const counted = listOf(at(group, "RuleActionOverrides"))
    .filter((override) => at(override, "ActionToUse", "Count") !== undefined)
    .map((override) => at(override, "Name"));
  return must.every((rule) => counted.includes(rule));
}

const isBlocking = (rule: unknown): boolean => at(rule, "Action", "Block") !== undefined;

function limitsBody(rule: unknown): boolean {
  const constraint = at(rule, "Statement", "SizeConstraintStatement");
  return (
    at(constraint, "FieldToMatch", "Body", "OversizeHandling") === "MATCH" &&
    at(constraint, "ComparisonOperator") === "GT" &&
    at(constraint, "Size") === 65_536
  );
}

const visibilities = (acl: Found): readonly unknown[] => [
  property(acl, "VisibilityConfig"),
  ...rulesOf(acl).map((rule) => at(rule, "VisibilityConfig")),
];
