import { at, listOf, property } from "../template.ts";
import { all, each, type Rule } from "./rule.ts";

export const tableIndexes: Rule = {
  id: "table-indexes",
  holds: "Indexes hold keys only, none is local to its table, and the audit table has none.",
  source:
    "a projection can never be changed, a local index never be added; an index that lags would hold up the audit",
  faults: all(
    each(["AWS::DynamoDB::GlobalTable"], {
      unless: (table) =>
        listOf(property(table, "GlobalSecondaryIndexes")).every(
          (index) => at(index, "Projection", "ProjectionType") === "KEYS_ONLY",
        ),
      wrong: "has an index that repeats what items hold",
      remedy: "project KEYS_ONLY",
    }),
    each(["AWS::DynamoDB::GlobalTable"], {
      unless: (table) => property(table, "LocalSecondaryIndexes") === undefined,
      wrong: "has a local index",
      remedy: "use one of the spare global ones",
    }),
    each(["AWS::DynamoDB::GlobalTable"], {
      unless: (table) => table.id !== "AuditTable" || property(table, "GlobalSecondaryIndexes") === undefined,
      wrong: "is the audit table and has an index",
      remedy: "search by the audit index table",
    }),
  ),
};
