import type { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { texts } from "./gateway-texts.ts";

/** A group of rules that AWS keeps up to date, and those of its rules that only count what they match. */
interface ManagedGroup {
  readonly name: string;
  readonly counted: readonly string[];
}

/**
 * Patients write freely: no rule that judges a body may block, nor one that any client or somebody with a VPN would
 * break. Our own limit of a body is in place of the group's 8 kB. Names as "AWS Managed Rules rule groups list" of the WAF
 * guide has them; a name that AWS does not know is passed over in silence.
 */
export const managedGroups: readonly ManagedGroup[] = [
  {
    name: "AWSManagedRulesCommonRuleSet",
    counted: [
      "NoUserAgent_HEADER",
      "SizeRestrictions_BODY",
      "EC2MetaDataSSRF_BODY",
      "GenericLFI_BODY",
      "GenericRFI_BODY",
      "CrossSiteScripting_BODY",
      // The sign-in's `redirect_uri` may be http://localhost. No function fetches an address that a caller names.
      "EC2MetaDataSSRF_QUERYARGUMENTS",
      "GenericRFI_QUERYARGUMENTS",
    ],
  },
  {
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    counted: ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"],
  },
  { name: "AWSManagedRulesAmazonIpReputationList", counted: [] },
  { name: "AWSManagedRulesAnonymousIpList", counted: ["AnonymousIPList", "HostingProviderIPList"] },
];

/** Bytes: the largest body that any route takes (`functions/edge/parse.ts`), and the most that WAF can look at. */
export const LARGEST_BODY = 65_536;

/** Seconds over which requests of an address are counted. */
export const WINDOW = 300;

/** What is asked of each caller's address. */
export interface AddressLimits {
  /** Requests in {@link WINDOW} of whatever kind. */
  readonly requests: number;
  /** Requests in {@link WINDOW} to anything but the API, which is the sign-in. */
  readonly signIn: number;
  /** Name under which the API is reached. */
  readonly apiHost: string;
}

type AnswerHeaders = Readonly<Record<string, string>>;
type Rule = readonly [
  name: string,
  action: CfnWebACL.RuleActionProperty,
  statement: CfnWebACL.StatementProperty,
];

/** Problems that the firewall answers with by itself, with their statuses. */
const refusals = [
  { code: "too-large", status: 413 },
  { code: "too-many-requests", status: 429 },
] as const;

/** All rules, in the order in which WAF tries them. */
export function firewallRules(limits: AddressLimits, headers: AnswerHeaders): CfnWebACL.RuleProperty[] {
  const tooMany = block(429, "too-many-requests", { ...headers, "Retry-After": String(WINDOW) });
  const own: readonly Rule[] = [
    ["BodyTooLarge", block(413, "too-large", headers), tooLarge],
    ["Address", tooMany, rate(limits.requests)],
    ["AddressAtSignIn", tooMany, rate(limits.signIn, notFor(limits.apiHost))],
  ];
  return [
    ...own.map(([name, action, statement], priority) => ({
      ...common(name, priority),
      action,
      statement,
    })),
    ...managedGroups.map(({ name, counted }, at) => ({
      ...common(name, own.length + at),
      overrideAction: { none: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name,
          ...(counted.length > 0 && {
            ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          }),
        },
      },
    })),
  ];
}

/** Bodies of the firewall's own answers. AWS gives them `application/json`, and no request id. */
export const firewallAnswers: Readonly<Record<string, CfnWebACL.CustomResponseBodyProperty>> =
  Object.fromEntries(
    refusals.map(({ code, status }) => [
      code,
      {
        contentType: "APPLICATION_JSON",
        content: JSON.stringify({
          type: `urn:kith:problem:${code}`,
          ...texts[code],
          status,
          requestId: "none",
        }),
      },
    ]),
  );

const common = (name: string, priority: number) => ({ name, priority, visibilityConfig: visibility(name) });

/** Counted, and never sampled: a sample would keep a caller's headers. */
export const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

const tooLarge: CfnWebACL.StatementProperty = {
  sizeConstraintStatement: {
    // What is longer than WAF can look at is longer than we take.
    fieldToMatch: { body: { oversizeHandling: "MATCH" } },
    comparisonOperator: "GT",
    size: LARGEST_BODY,
    textTransformations: [{ priority: 0, type: "NONE" }],
  },
};

const rate = (
  limit: number,
  scopeDownStatement?: CfnWebACL.StatementProperty,
): CfnWebACL.StatementProperty => ({
  rateBasedStatement: {
    aggregateKeyType: "IP",
    evaluationWindowSec: WINDOW,
    limit,
    ...(scopeDownStatement && { scopeDownStatement }),
  },
});

/** A request whose host is another one, or that does not say. */
const notFor = (host: string): CfnWebACL.StatementProperty => ({
  notStatement: {
    statement: {
      byteMatchStatement: {
        fieldToMatch: { singleHeader: { Name: "host" } },
        positionalConstraint: "EXACTLY",
        searchString: host,
        textTransformations: [{ priority: 0, type: "LOWERCASE" }],
      },
    },
  },
});

function block(responseCode: number, customResponseBodyKey: string, headers: AnswerHeaders) {
  const responseHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { block: { customResponse: { responseCode, customResponseBodyKey, responseHeaders } } };
}
