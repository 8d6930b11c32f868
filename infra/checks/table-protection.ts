import { at, listOf, ofTypes, property } from "../template.ts";
import { all, each, fault, type Rule } from "./rule.ts";

/** Days back to which a table must be restorable: the most that AWS offers. */
const RECOVERY_DAYS = 35;

export const tableProtection: Rule = {
  id: "table-protection",
  holds:
    "Every table can be restored to any second of the last 35 days, and refuses to be deleted, in each replica.",
  source: "45 CFR 164.308(a)(7)(ii)(A); the packs of AWS see nothing of GlobalTables",
  faults: all(
    each(["AWS::DynamoDB::Table"], {
      unless: () => false,
      wrong: "is a table that can never become multi-region",
      remedy: "make it a GlobalTable",
    }),
    ({ template }) =>
      ofTypes(template, "AWS::DynamoDB::GlobalTable").flatMap((table) =>
        listOf(property(table, "Replicas")).flatMap((replica) => [
          ...(at(replica, "DeletionProtectionEnabled") === true
            ? []
            : [
                fault(
                  table.id,
                  "can be deleted by one call",
                  "set DeletionProtectionEnabled on every replica",
                ),
              ]),
          ...(isRecoverable(at(replica, "PointInTimeRecoverySpecification"))
            ? []
            : [
                fault(
                  table.id,
                  "cannot be restored to the last 35 days",
                  "turn on point-in-time recovery of 35 days",
                ),
              ]),
        ]),
      ),
  ),
};

const isRecoverable = (specification: unknown): boolean =>
  at(specification, "PointInTimeRecoveryEnabled") === true &&
  at(specification, "RecoveryPeriodInDays") === RECOVERY_DAYS;
