import { add, append, drop, put, remove } from "../edits.ts";
import { settings } from "../settings.ts";
import { type Mutants, mutant } from "./mutant.ts";

export const stack: Mutants = {
  "alarms-heard": [
    mutant("an alarm that tells nobody", "ThrottlesAlarm", drop("ThrottlesAlarm", "AlarmActions")),
    mutant("an alarm that is switched off", "ThrottlesAlarm", put("ThrottlesAlarm", "ActionsEnabled", false)),
    mutant("a topic that nobody reads", "AlarmTopic", remove("AlarmSubscription")),
    mutant("no alarm at all", "Alarms", (resources) => {
      for (const [id, { Type }] of Object.entries(resources))
        if (Type === "AWS::CloudWatch::Alarm") delete resources[id];
    }),
  ],
  "no-custom-resource": [
    mutant("a custom resource", "Custom", add("Custom", "Custom::S3AutoDeleteObjects")),
    mutant("another spelling of it", "Custom", add("Custom", "AWS::CloudFormation::CustomResource")),
    mutant("a nested stack", "Nested", add("Nested", "AWS::CloudFormation::Stack")),
    mutant("metadata of the CDK", "CDKMetadata", add("CDKMetadata", "AWS::CDK::Metadata")),
  ],
  "physical-names": [
    mutant("a fixed alias", "SealKeyAlias", put("SealKeyAlias", "AliasName", "alias/kith/example/seal")),
    mutant("a fixed table", "CommunityTable", put("CommunityTable", "TableName", "community")),
    mutant(
      "the suffix in the middle",
      "MembersDomain",
      put("MembersDomain", "Domain", { "Fn::Join": ["", ["kith-", { Ref: "AWS::StackId" }, "-members"]] }),
    ),
    mutant(
      "an own name that a failed create keeps",
      "Domain",
      add(
        "Domain",
        "AWS::ApiGateway::DomainName",
        { DomainName: "api.example.org" },
        { DeletionPolicy: "Retain" },
      ),
    ),
  ],
  "stack-size": [
    mutant("too many resources", "kith-example", (resources) => {
      for (let at = 0; at <= 350; at++) add(`Topic${at}`, "AWS::SNS::Topic")(resources);
    }),
    mutant("too long a template", "kith-example", put("Api", "Body.info.title", "x".repeat(1_000_000))),
  ],
  tags: [
    mutant(
      "a name",
      "SealKey",
      append("SealKey", "Tags", { Key: "kith:tenant", Value: "St. Mary's Health & Care" }),
    ),
    mutant("a tag of somebody else", "SealKey", append("SealKey", "Tags", { Key: "Owner", Value: "grace" })),
  ],
  telemetry: [
    { ...mutant("versions are reported", "cdk.json"), told: { ...settings, versionReporting: true } },
    { ...mutant("the command line reports", "cdk.json"), told: { ...settings, "cli-telemetry": undefined } },
    { ...mutant("its context says otherwise", "cdk.json"), told: { ...settings, context: {} } },
  ],
};
