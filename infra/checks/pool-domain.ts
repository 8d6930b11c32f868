import { property, textOf } from "../template.ts";
import { all, each, type Rule } from "./rule.ts";

export const poolDomain: Rule = {
  id: "pool-domain",
  holds:
    "The prefix of a sign-in name has no word that AWS keeps for itself, and its pages are the managed ones.",
  source: "Cognito refuses a prefix with aws, amazon or cognito at the deploy; synthesis does not check it",
  faults: all(
    each(["AWS::Cognito::UserPoolDomain"], {
      unless: (domain) =>
        property(domain, "CustomDomainConfig") !== undefined ||
        !/aws|amazon|cognito/i.test(textOf(property(domain, "Domain")).replaceAll("AWS::StackId", "")),
      wrong: "has a prefix with a word that AWS keeps for itself",
      remedy: "take aws, amazon and cognito out of it",
    }),
    each(["AWS::Cognito::UserPoolDomain"], {
      unless: (domain) => property(domain, "ManagedLoginVersion") === 2,
      wrong: "has pages that know no passkey",
      remedy: "set ManagedLoginVersion to 2",
    }),
  ),
};
