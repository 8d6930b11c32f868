import { listOf, property } from "../template.ts";
import { all, each, type Rule } from "./rule.ts";

const views: readonly unknown[] = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"];

export const tableStream: Rule = {
  id: "table-stream",
  holds: "A table's stream shows what DynamoDB knows to show, and a table with two replicas has one.",
  source:
    "AWS::DynamoDB::GlobalTable; wrong words are only warnings of the validator, a missing stream is none",
  faults: all(
    each(["AWS::DynamoDB::GlobalTable"], {
      unless: (table) =>
        property(table, "StreamSpecification") === undefined ||
        views.includes(property(table, "StreamSpecification", "StreamViewType")),
      wrong: "has a stream that shows what DynamoDB does not know",
      remedy: `set StreamViewType to one of ${views.join(", ")}`,
    }),
    each(["AWS::DynamoDB::GlobalTable"], {
      unless: (table) =>
        listOf(property(table, "Replicas")).length < 2 ||
        property(table, "StreamSpecification", "StreamViewType") === "NEW_AND_OLD_IMAGES",
      wrong: "has replicas and no stream that could carry changes to them",
      remedy: "give it a stream of NEW_AND_OLD_IMAGES",
    }),
  ),
};
