import { type Found, ofTypes, property } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

/** Types that hold data, or that somebody outside the stack has the address of. */
export const keptTypes: readonly string[] = [
  "AWS::Backup::BackupVault",
  "AWS::Cognito::UserPool",
  "AWS::Cognito::UserPoolClient",
  "AWS::Cognito::UserPoolDomain",
  "AWS::Cognito::UserPoolIdentityProvider",
  "AWS::Cognito::UserPoolResourceServer",
  "AWS::DynamoDB::GlobalTable",
  "AWS::KMS::Alias",
  "AWS::KMS::Key",
  "AWS::Logs::LogGroup",
  "AWS::S3::Bucket",
];

/** A name of the tenant's own would block the next try after a failed first one: AWS gives it once. */
const hasOwnName = (resource: Found): boolean =>
  resource.Type === "AWS::Cognito::UserPoolDomain" && property(resource, "CustomDomainConfig") !== undefined;

export const kept: Rule = {
  id: "kept",
  holds: "Whatever holds data, keys included, stays when the stack lets go of it.",
  source: "a stack that deletes its key makes every retained table unreadable",
  faults: ({ template }) =>
    ofTypes(template, ...keptTypes)
      .filter((resource) => {
        const deletion = hasOwnName(resource) ? ["Retain", "RetainExceptOnCreate"] : ["Retain"];
        return !deletion.includes(resource.DeletionPolicy ?? "") || resource.UpdateReplacePolicy !== "Retain";
      })
      .map(({ id }) =>
        fault(
          id,
          "is deleted when the stack lets go of it",
          "set DeletionPolicy and UpdateReplacePolicy to Retain",
        ),
      ),
};
