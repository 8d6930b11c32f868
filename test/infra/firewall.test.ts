import { describe, expect, it } from "vitest";
import { bodyLimit } from "../../functions/edge/parse.ts";
import { problemTexts } from "../../functions/edge/problem-texts.ts";
import { LARGEST_BODY } from "../../infra/constructs/firewall-rules.ts";
import { example, ofType, resource, synthesized, type Template, templateOf } from "./assembly.ts";
import { words } from "./policies.ts";

const assembly = synthesized("firewall", { "a.yaml": example });
const template = templateOf(assembly, "kith-example");

interface CustomResponse {
  readonly ResponseCode: number;
  readonly CustomResponseBodyKey: string;
  readonly ResponseHeaders: unknown;
}
/** What a rule of the template says that the tests here ask for. */
interface WrittenRule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: { readonly Block?: { readonly CustomResponse: CustomResponse } };
  readonly OverrideAction?: unknown;
  readonly VisibilityConfig: { readonly SampledRequestsEnabled: boolean };
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at any statement
  readonly Statement: any;
}
const rulesOf = (of: Template): readonly WrittenRule[] => resource(of, "Firewall").Properties.Rules;
const ruleOf = (of: Template, name: string) => rulesOf(of).find(({ Name }) => Name === name)?.Statement;
const counted = (of: Template, group: string): readonly string[] =>
  (ruleOf(of, group)?.ManagedRuleGroupStatement.RuleActionOverrides ?? []).map(
    ({ Name, ActionToUse }: { Name: string; ActionToUse: object }) =>
      JSON.stringify(ActionToUse) === '{"Count":{}}' ? Name : "",
  );

/** Rules of AWS's groups that would stop what our own people send. Source: "AWS Managed Rules rule groups list". */
const mustPass: readonly (readonly [journey: string, group: string, rules: readonly string[]])[] = [
  ["a message with <script> in it", "AWSManagedRulesCommonRuleSet", ["CrossSiteScripting_BODY"]],
  ["a message about /etc/passwd", "AWSManagedRulesCommonRuleSet", ["GenericLFI_BODY"]],
  [
    "a message with a link to an address in digits",
    "AWSManagedRulesCommonRuleSet",
    ["GenericRFI_BODY", "EC2MetaDataSSRF_BODY"],
  ],
  // Of 8,192 bytes on.
  [
    "a message of 10,000 letters, and a file of 500 people",
    "AWSManagedRulesCommonRuleSet",
    ["SizeRestrictions_BODY"],
  ],
  [
    "a message that quotes an attack",
    "AWSManagedRulesKnownBadInputsRuleSet",
    ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"],
  ],
  ["a client that does not say what it is", "AWSManagedRulesCommonRuleSet", ["NoUserAgent_HEADER"]],
  ["somebody behind a VPN", "AWSManagedRulesAnonymousIpList", ["AnonymousIPList", "HostingProviderIPList"]],
  [
    "a sign-in that returns to a developer's own machine",
    "AWSManagedRulesCommonRuleSet",
    ["EC2MetaDataSSRF_QUERYARGUMENTS", "GenericRFI_QUERYARGUMENTS"],
  ],
];

/** What is wrong with a template's firewall, in words. */
function faults(of: Template): readonly string[] {
  const { Properties } = resource(of, "Firewall");
  const [logging] = ofType(of, "AWS::WAFv2::LoggingConfiguration");
  const guarded = ofType(of, "AWS::WAFv2::WebACLAssociation").map((one) => words(one.Properties.ResourceArn));
  const protections: readonly { Field: unknown; Action: string; ExcludeRuleMatchDetails: boolean }[] =
    Properties.DataProtectionConfig?.DataProtections ?? [];
  const hidden = protections
    .filter((one) => one.Action === "SUBSTITUTION" && !one.ExcludeRuleMatchDetails)
    .map(({ Field }) => JSON.stringify(Field));
  const samples = [Properties, ...rulesOf(of)].some((one) => one.VisibilityConfig.SampledRequestsEnabled);
  const apiRate = ruleOf(of, "Address")?.RateBasedStatement;
  const signInRate = ruleOf(of, "AddressAtSignIn")?.RateBasedStatement;
  const size = ruleOf(of, "BodyTooLarge")?.SizeConstraintStatement;
  const must: Readonly<Record<string, boolean>> = {
    "guards not the stage and both pools":
      guarded.length === 3 &&
      guarded.some((arn) => arn.endsWith("::/restapis/Api/stages/ApiStage")) &&
      guarded.includes("MembersPool.Arn") &&
      guarded.includes("WorkforcePool.Arn"),
    "keeps samples": !samples,
    "shows a body": hidden.includes('{"FieldType":"BODY"}'),
    "shows a query": hidden.includes('{"FieldType":"QUERY_STRING"}'),
    "shows a header that holds a token": hidden.some((field) =>
      field.includes('"authorization","cookie","referer","user-agent"'),
    ),
    "logs nowhere, or in the clear": JSON.stringify(
      resource(of, "FirewallLogs").Properties.KmsKeyId ?? "",
    ).includes("AuditKey"),
    "logs what was allowed": JSON.stringify(logging?.Properties.LoggingFilter?.Filters ?? []).includes(
      '"Action":"ALLOW"',
    ),
    "lets a body pass unseen":
      size?.FieldToMatch.Body.OversizeHandling === "MATCH" &&
      size.ComparisonOperator === "GT" &&
      size.Size === LARGEST_BODY &&
      Properties.AssociationConfig?.RequestBody?.API_GATEWAY?.DefaultSizeInspectionLimit === "KB_64",
    "does not count an address's requests":
      apiRate?.AggregateKeyType === "IP" && apiRate.ScopeDownStatement === undefined,
    "is not stricter at the sign-in":
      signInRate?.AggregateKeyType === "IP" &&
      signInRate.Limit < apiRate?.Limit &&
      signInRate.ScopeDownStatement?.NotStatement !== undefined,
    "stops what our own people send": mustPass.every(([, group, rules]) =>
      rules.every((rule) => counted(of, group).includes(rule)),
    ),
    "leaves a group of AWS's to count alone": rulesOf(of).every(
      ({ OverrideAction }) =>
        OverrideAction === undefined || JSON.stringify(OverrideAction) === '{"None":{}}',
    ),
  };
  return Object.entries(must).flatMap(([fault, holds]) => (holds ? [] : [fault]));
}

describe("the firewall", () => {
  it("has no fault that this test knows", () => expect(faults(template)).toEqual([]));

  /** Each changes the text of the template in one place, and the test must see it. */
  it.each([
    ['"SampledRequestsEnabled":false', '"SampledRequestsEnabled":true', "keeps samples"],
    ['{"FieldType":"BODY"}', '{"FieldType":"SINGLE_COOKIE"}', "shows a body"],
    ['{"FieldType":"QUERY_STRING"}', '{"FieldType":"SINGLE_COOKIE"}', "shows a query"],
    ['"authorization",', "", "shows a header that holds a token"],
    ['"ExcludeRuleMatchDetails":false', '"ExcludeRuleMatchDetails":true', "shows a body"],
    ['"Action":"ALLOW"', '"Action":"COUNT"', "logs what was allowed"],
    ['"OversizeHandling":"MATCH"', '"OversizeHandling":"CONTINUE"', "lets a body pass unseen"],
    ['"KB_64"', '"KB_16"', "lets a body pass unseen"],
    ['"Size":65536', '"Size":8192', "lets a body pass unseen"],
    ['"Limit":300', '"Limit":10000', "is not stricter at the sign-in"],
    [
      '"Name":"CrossSiteScripting_BODY"',
      '"Name":"CrossSiteScripting_body"',
      "stops what our own people send",
    ],
    [
      '"OverrideAction":{"None":{}}',
      '"OverrideAction":{"Count":{}}',
      "leaves a group of AWS's to count alone",
    ],
    ['"Limit":10000', '"ScopeDownStatement":{},"Limit":10000', "does not count an address's requests"],
    ['"NotStatement"', '"AndStatement"', "is not stricter at the sign-in"],
    [
      '{"Fn::GetAtt":["MembersPool","Arn"]},"WebACLArn"',
      '{"Fn::GetAtt":["WorkforcePool","Arn"]},"WebACLArn"',
      "guards not the stage and both pools",
    ],
  ])("is seen to be wrong when %s becomes %s", (from, to, fault) => {
    const text = JSON.stringify(template);
    const changed = text.replace(from, () => to);
    expect(changed === text).toBe(false);
    expect(faults(JSON.parse(changed))).toEqual([fault]);
  });

  it.each(mustPass)("lets %s pass: of %s, %s only count", (_, group, rules) => {
    for (const rule of rules) expect(counted(template, group)).toContain(rule);
  });

  it("takes as large a body as the functions do, and all that a route's text may be", () => {
    expect(LARGEST_BODY).toBe(bodyLimit);
    // Of four bytes each; and of a file of invitations.
    for (const characters of ["🫀".repeat(10_000), "é".repeat(30_000)]) {
      expect(Buffer.byteLength(JSON.stringify({ text: characters }))).toBeLessThan(LARGEST_BODY);
    }
  });

  it("blocks nothing that it is not sure of: what is not refused passes", () => {
    expect(resource(template, "Firewall").Properties).toMatchObject({
      Scope: "REGIONAL",
      DefaultAction: { Allow: {} },
    });
    expect(resource(template, "Firewall").Properties.Name, "AWS makes a name").toBeUndefined();
    const priorities = rulesOf(template).map(({ Priority }) => Priority);
    expect(priorities).toEqual(priorities.map((_, at) => at));
  });

  it("says in the words of the functions what it refused, with the status that a client knows", () => {
    const { CustomResponseBodies } = resource(template, "Firewall").Properties;
    const answers = rulesOf(template).flatMap(({ Action }) => Action?.Block ?? []);
    expect(
      answers.map(({ CustomResponse }) => [
        CustomResponse.ResponseCode,
        CustomResponse.CustomResponseBodyKey,
      ]),
    ).toEqual([
      [413, "too-large"],
      [429, "too-many-requests"],
      [429, "too-many-requests"],
    ]);
    for (const code of ["too-large", "too-many-requests"] as const) {
      expect(JSON.parse(CustomResponseBodies[code].Content)).toMatchObject({
        type: `urn:kith:problem:${code}`,
        ...problemTexts[code].en,
      });
    }
    expect(JSON.stringify(answers[0]?.CustomResponse.ResponseHeaders)).toContain(
      '{"Name":"Cache-Control","Value":"no-store"}',
    );
    expect(JSON.stringify(answers[1]?.CustomResponse.ResponseHeaders)).toContain(
      '{"Name":"Retry-After","Value":"300"}',
    );
  });

  it("counts at the sign-in whatever does not name the API's own host", () => {
    const { Statement } = ruleOf(template, "AddressAtSignIn").RateBasedStatement.ScopeDownStatement
      .NotStatement;
    expect(Statement.ByteMatchStatement).toMatchObject({
      FieldToMatch: { SingleHeader: { Name: "host" } },
      PositionalConstraint: "EXACTLY",
    });
    expect(words(Statement.ByteMatchStatement.SearchString)).toMatch(/^Api\.execute-api\./);
  });

  it("takes its rates from the tenant's file", () => {
    const busy = example
      .replace("requestsPerAddress: 10000", "requestsPerAddress: 50000")
      .replace("signInRequestsPerAddress: 300", "signInRequestsPerAddress: 2000");
    const other = templateOf(synthesized("busy", { "a.yaml": busy }), "kith-example");
    const limits = ["Address", "AddressAtSignIn"].map((name) => ruleOf(other, name).RateBasedStatement.Limit);
    expect(limits).toEqual([50_000, 2_000]);
  });

  it("logs into a group of the name that AWS prescribes, which ends in the stack's own id", () => {
    const name = JSON.stringify(resource(template, "FirewallLogs").Properties.LogGroupName);
    expect(name).toMatch(/^\{"Fn::Join":\["-",\["aws-waf-logs-kith.*AWS::StackId/);
    const [logging] = ofType(template, "AWS::WAFv2::LoggingConfiguration");
    expect(JSON.stringify(logging?.Properties.LogDestinationConfigs)).toMatch(
      /:log-group:",\{"Ref":"FirewallLogs"\}\]\]\}\]$/,
    );
  });
});

it("the account's own stack lets WAF write to the logs of every tenant's firewall, and to no others", () => {
  const baseline = templateOf(assembly, "kith-account-baseline-111122223333-us-east-1");
  const { PolicyDocument, PolicyName } = resource(baseline, "FirewallLogPolicy").Properties;
  expect(JSON.stringify(PolicyName)).toContain("AWS::StackId");
  const [statement, ...others] = JSON.parse(words(PolicyDocument)).Statement;
  expect(others).toEqual([]);
  expect(statement).toMatchObject({
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
  });
  expect(statement.Resource).toMatch(/:us-east-1:111122223333:log-group:aws-waf-logs-kith-\*:log-stream:\*$/);
});
