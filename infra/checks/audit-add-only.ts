import { at, listOf, ofTypes, property, type StackTemplate, textOf } from "../template.ts";
import { all, fault, type Rule } from "./rule.ts";
import { allowed, covers, coversAny, isForAll, statementsOf } from "./statements.ts";
import { restoredTables } from "./tables-in-use.ts";

/** What changes or removes an item that is there. */
const changes = [
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
  "dynamodb:PartiQLDelete",
  "dynamodb:PartiQLInsert",
  "dynamodb:PartiQLUpdate",
  "dynamodb:UpdateItem",
];

export const auditAddOnly: Rule = {
  id: "audit-add-only",
  holds:
    "No role may change or remove an event of the audit table, and the table's own policy refuses it to everybody.",
  source: "45 CFR 164.312(b) and (c)(1)",
  faults: all(
    ({ template }) => {
      const tables = auditTables(template);
      return allowed(template)
        .filter(({ resources }) => resources.some((one) => isOneOf(tables, textOf(one))))
        .filter((one) => coversAny(one, changes))
        .map(({ id, sid }) =>
          fault(
            id,
            `allows to change events that are written, in ${sid || "a statement"}`,
            "allow PutItem alone",
          ),
        );
    },
    ({ template }) =>
      ofTypes(template, "AWS::DynamoDB::GlobalTable")
        .filter(({ id }) => id === "AuditTable")
        .flatMap((table) => listOf(property(table, "Replicas")).map((replica) => ({ table, replica })))
        .filter(
          ({ table, replica }) => !refusesChanges(table.id, at(replica, "ResourcePolicy", "PolicyDocument")),
        )
        .map(({ table }) =>
          fault(
            table.id,
            "does not itself refuse changes of events",
            `deny ${changes.join(", ")} in its policy`,
          ),
        ),
  ),
};

/** How statements write the audit table: the stack's own, or the restored one in its place. */
function auditTables(template: StackTemplate): readonly string[] {
  const restored = [...restoredTables(template)]
    .filter(([, id]) => id === "AuditTable")
    .map(([name]) => name);
  return [`\${AuditTable}`, ...restored];
}

/** A wildcard in a resource may reach the table too. */
const isOneOf = (tables: readonly string[], resource: string): boolean =>
  tables.some(
    (table) =>
      resource === table || resource.split("/").includes(table) || covers(resource, `:table/${table}`),
  );

function refusesChanges(id: string, document: unknown): boolean {
  const denying = statementsOf(id, document).filter((one) => one.effect === "Deny" && isForAll(one));
  return changes.every((action) =>
    denying.some((one) => one.condition === undefined && coversAny(one, [action])),
  );
}
