import {
  at,
  type Found,
  listOf,
  ofTypes,
  property,
  targetOf,
  targetsIn,
  textOf,
  wordsOf,
} from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";

const kept = ["BODY", "QUERY_STRING"];
const headers = ["authorization", "cookie"];

export const firewallLog: Rule = {
  id: "firewall-log",
  holds:
    "The firewall logs what it refused, into a group of the name that WAF asks for, without body, query and token.",
  source:
    "45 CFR 164.312(b) and 164.502(b); WAF refuses any other name at the deploy, and writes what a rule matched",
  faults: all(
    ({ template }) => {
      const configurations = ofTypes(template, "AWS::WAFv2::LoggingConfiguration");
      const logged = new Set(configurations.map((one) => targetOf(property(one, "ResourceArn"))));
      return ofTypes(template, "AWS::WAFv2::WebACL")
        .filter(({ id }) => !logged.has(id))
        .map(({ id }) => fault(id, "logs nothing", "give it a logging configuration"));
    },
    each(["AWS::WAFv2::LoggingConfiguration"], {
      unless: (configuration, { template }) => {
        const named = targetsIn(property(configuration, "LogDestinationConfigs"));
        const groups = ofTypes(template, "AWS::Logs::LogGroup").filter(({ id }) => named.has(id));
        return (
          groups.length > 0 &&
          groups.every((group) => textOf(property(group, "LogGroupName")).startsWith("aws-waf-logs-"))
        );
      },
      wrong: "writes to a group whose name WAF does not take",
      remedy: "let the name begin with aws-waf-logs-",
    }),
    each(["AWS::WAFv2::LoggingConfiguration"], {
      unless: (configuration) =>
        listOf(property(configuration, "LoggingFilter", "Filters")).some(
          (filter) =>
            at(filter, "Behavior") === "DROP" &&
            listOf(at(filter, "Conditions")).some((one) => at(one, "ActionCondition", "Action") === "ALLOW"),
        ),
      wrong: "writes down every request",
      remedy: "drop what was allowed: the API's access log has it",
    }),
    each(["AWS::WAFv2::WebACL"], {
      unless: protects,
      wrong: "lets its log keep body, query or token",
      remedy:
        "substitute BODY, QUERY_STRING and the headers authorization and cookie, also where a rule says what it matched",
    }),
  ),
};

function protects(acl: Found): boolean {
  const protections = listOf(property(acl, "DataProtectionConfig", "DataProtections")).filter(
    (one) =>
      ["SUBSTITUTION", "HASH"].includes(String(at(one, "Action"))) &&
      at(one, "ExcludeRuleMatchDetails") === false,
  );
  const types = protections.map((one) => at(one, "Field", "FieldType"));
  const named = protections
    .flatMap((one) => wordsOf(at(one, "Field", "FieldKeys")))
    .map((name) => name.toLowerCase());
  return kept.every((type) => types.includes(type)) && headers.every((name) => named.includes(name));
}
