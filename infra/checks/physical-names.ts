import { allOf, at, entriesOf, type Found, listOf, same, targetOf, textOf } from "../template.ts";
import { fault, type Rule } from "./rule.ts";

/** Names that are unique within their parent only, so that what a failed stack left cannot block them. */
const scoped: readonly string[] = [
  "AWS::ApiGateway::Stage.StageName",
  "AWS::Backup::BackupSelection.SelectionName",
  "AWS::CloudWatch::Alarm.MetricName",
  "AWS::Cognito::UserPoolIdentityProvider.ProviderName",
  "AWS::Cognito::UserPoolResourceServer.Name",
  "AWS::EC2::VPCEndpoint.ServiceName",
  "AWS::Logs::MetricFilter.FilterName",
];

/** Names of the tenant's own, given by its file. What a failed create made of them must go with the rollback. */
const tenantsOwn: readonly string[] = [
  "AWS::ApiGateway::DomainName.DomainName",
  "AWS::Cognito::UserPoolDomain.Domain",
];

export const physicalNames: Rule = {
  id: "physical-names",
  holds: "Every name that the stack gives ends in the stack's own id, or goes with a create that fails.",
  source: "DeletionPolicy: what a failed first deploy leaves would block every later one with the same name",
  faults: ({ template }) =>
    allOf(template).flatMap((resource) =>
      namesOf(resource)
        .filter(([name, value]) => !isFree(resource, name, value))
        .map(([name]) =>
          fault(
            resource.id,
            `is given the fixed name ${name}`,
            "leave the name out, or end it in the last group of the stack's id (stackSuffix)",
          ),
        ),
    ),
};

/** `…Name` and `Domain` at the top of the properties; a mere reference to another resource is no name. */
const namesOf = (resource: Found) =>
  entriesOf(resource.Properties).filter(
    ([name, value]) => /^(?:\w*Name|Domain)$/.test(name) && targetOf(value) === undefined,
  );

function isFree(resource: Found, name: string, value: unknown): boolean {
  const place = `${resource.Type}.${name}`;
  if (scoped.includes(place)) return true;
  if (tenantsOwn.includes(place) && resource.DeletionPolicy === "RetainExceptOnCreate") return true;
  // API Gateway prescribes this name; the id of the stack's API in it is as new as the stack's own.
  return endsInStackId(value) || /^API-Gateway-Execution-Logs_\$\{Api\}/.test(textOf(value));
}

/** The last group of the stack's id, as `stackSuffix` writes it. */
const SUFFIX = {
  "Fn::Select": [
    4,
    { "Fn::Split": ["-", { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "AWS::StackId" }] }] }] },
  ],
};

function endsInStackId(value: unknown): boolean {
  const parts = listOf(at(value, "Fn::Join", 1));
  return parts.length === 0 ? same(value, SUFFIX) : endsInStackId(parts.at(-1));
}
