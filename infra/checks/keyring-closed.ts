import { at, type Found, listOf, ofTypes, property } from "../template.ts";
import { fault, type Rule } from "./rule.ts";
import { coversAny, isForAll, statementsOf } from "./statements.ts";

/** The tables that hold wrapped keys. */
export const keyTables: readonly string[] = ["KeyringTable", "AuditKeysTable"];

const copies = [
  "dynamodb:EnableKinesisStreamingDestination",
  "dynamodb:ExportTableToPointInTime",
  "dynamodb:Scan",
];

export const keyringClosed: Rule = {
  id: "keyring-closed",
  holds: "Nothing makes a copy of wrapped keys: those tables have no stream, no export and no replica.",
  source: "docs/decisions/0016: erasing a member means that no copy of the member's key is left",
  faults: ({ template }) =>
    ofTypes(template, "AWS::DynamoDB::GlobalTable")
      .filter(({ id }) => keyTables.includes(id))
      .flatMap((table) =>
        faultsOf(table).map((wrong) => fault(table.id, wrong, "take it away: erased keys must be gone")),
      ),
};

function faultsOf(table: Found): readonly string[] {
  const replicas = listOf(property(table, "Replicas"));
  return [
    ...(property(table, "StreamSpecification") === undefined ? [] : ["has a stream"]),
    ...(replicas.length === 1 ? [] : ["has replicas"]),
    ...(replicas.some((replica) => at(replica, "KinesisStreamSpecification") !== undefined)
      ? ["has a Kinesis stream"]
      : []),
    ...(replicas.every((replica) => refusesCopies(table.id, replica))
      ? []
      : ["can be exported or walked through"]),
  ];
}

function refusesCopies(id: string, replica: unknown): boolean {
  const denying = statementsOf(id, at(replica, "ResourcePolicy", "PolicyDocument")).filter(
    (one) => one.effect === "Deny" && isForAll(one) && one.condition === undefined,
  );
  return copies.every((action) => denying.some((one) => coversAny(one, [action])));
}
