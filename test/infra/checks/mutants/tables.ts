import { add, append, drop, grant, put, statement } from "../edits.ts";
import { arn, type Mutants, mutant, people } from "./mutant.ts";

export const tables: Mutants = {
  "audit-add-only": [
    mutant(
      "a role that updates events",
      people,
      grant(people, { Action: "dynamodb:UpdateItem", Resource: arn("AuditTable") }),
    ),
    mutant("a role that may do everything", people, grant(people, { Action: "dynamodb:*", Resource: "*" })),
    mutant(
      "a table that lets itself be changed",
      "AuditTable",
      statement("AuditTable", "AddOnly", { Action: ["dynamodb:DeleteItem"] }),
    ),
    mutant(
      "a refusal with an exception",
      "AuditTable",
      statement("AuditTable", "AddOnly", { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ),
    mutant(
      "a role that updates events of the restored table",
      people,
      put("PeopleFunction", "Environment.Variables.KITH_TABLE_AUDIT", "restored-audit"),
      grant(people, {
        Action: "dynamodb:UpdateItem",
        Resource: "arn:aws:dynamodb:us-east-1:111122223333:table/restored-audit",
      }),
    ),
  ],
  "leading-keys": [
    mutant("a scan", people, grant(people, { Action: "dynamodb:Scan", Resource: arn("CommunityTable") })),
    mutant(
      "items of everybody",
      people,
      grant(people, { Action: "dynamodb:GetItem", Resource: arn("CommunityTable") }),
    ),
    mutant(
      "a request without a key",
      people,
      statement(people, "CommunityItems1", {
        Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MEMBER#*"] } },
      }),
    ),
    mutant(
      "a prefix of nobody",
      people,
      statement(people, "CommunityItems1", {
        Condition: {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["*"] },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      }),
    ),
    mutant(
      "a table and its index at once",
      people,
      statement(people, "CommunityItems1", {
        Resource: [arn("CommunityTable"), { "Fn::Join": ["", [arn("CommunityTable"), "/index/gsi1"]] }],
      }),
    ),
  ],
  "stream-grants": [
    mutant(
      "one stream by its ARN",
      "FunctionsActivityPolicy",
      statement("FunctionsActivityPolicy", "CommunityStream", {
        Resource: { "Fn::GetAtt": ["CommunityTable", "StreamArn"] },
      }),
    ),
  ],
  "table-indexes": [
    mutant(
      "an index that repeats items",
      "CommunityTable",
      put("CommunityTable", "GlobalSecondaryIndexes.0.Projection.ProjectionType", "ALL"),
    ),
    mutant(
      "a local index",
      "CommunityTable",
      put("CommunityTable", "LocalSecondaryIndexes", [{ IndexName: "lsi1" }]),
    ),
    mutant(
      "an index of the audit",
      "AuditTable",
      put("AuditTable", "GlobalSecondaryIndexes", [
        { IndexName: "gsi1", Projection: { ProjectionType: "KEYS_ONLY" } },
      ]),
    ),
  ],
  "table-protection": [
    mutant("no protection", "CommunityTable", drop("CommunityTable", "Replicas.0.DeletionProtectionEnabled")),
    mutant(
      "no recovery",
      "KeyringTable",
      put("KeyringTable", "Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", false),
    ),
    mutant(
      "a week of recovery",
      "AuditTable",
      put("AuditTable", "Replicas.0.PointInTimeRecoverySpecification.RecoveryPeriodInDays", 7),
    ),
    mutant(
      "a second replica without",
      "CommunityTable",
      append("CommunityTable", "Replicas", { Region: "us-west-2" }),
    ),
    mutant("a table of the old kind", "Old", add("Old", "AWS::DynamoDB::Table")),
  ],
  "table-region": [
    mutant("another region alone", "CommunityTable", put("CommunityTable", "Replicas.0.Region", "eu-west-1")),
  ],
  "table-stream": [
    mutant(
      "a word that DynamoDB does not know",
      "AuditTable",
      put("AuditTable", "StreamSpecification.StreamViewType", "BAD"),
    ),
    mutant(
      "two replicas without a stream",
      "AuditIndexTable",
      append("AuditIndexTable", "Replicas", { Region: "us-west-2" }),
    ),
  ],
};
