import { at, listOf, property, targetOf } from "../template.ts";
import { each, type Rule } from "./rule.ts";

export const tableRegion: Rule = {
  id: "table-region",
  holds: "Every table has a replica in the stack's own region.",
  source: "CloudFormation makes the table there; synthesis does not check it",
  faults: each(["AWS::DynamoDB::GlobalTable"], {
    unless: (table, { region }) =>
      listOf(property(table, "Replicas"))
        .map((replica) => at(replica, "Region"))
        .some((value) => value === region || targetOf(value) === "AWS::Region"),
    wrong: "has no replica in the stack's own region",
    remedy: "add one",
  }),
};
