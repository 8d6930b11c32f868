import { type Found, listOf, ofTypes, property, type StackTemplate } from "../template.ts";
import { keyTables } from "./keyring-closed.ts";
import { fault, type Rule } from "./rule.ts";
import { tableOf } from "./tables-in-use.ts";

/** Tables that must be in a long-term plan; the index is derived and can be made again. */
const longTerm = ["CommunityTable", "AuditTable"];

export const backupSelection: Rule = {
  id: "backup-selection",
  holds:
    "Backups select tables of the stack by name: the long-term plan those that hold records, and keys of members a plan of their own.",
  source:
    "45 CFR 164.308(a)(7)(ii)(A); a selection by tag that matches nothing deploys green and backs up nothing",
  faults: ({ template }) => [
    ...ofTypes(template, "AWS::Backup::BackupSelection").flatMap((selection) =>
      ofSelection(template, selection),
    ),
    ...longTerm
      .filter((table) => !selectedTables(template).has(table))
      .map((table) => fault(table, "is in no backup plan", "name it in the selection of the long-term plan")),
  ],
};

function ofSelection(template: StackTemplate, selection: Found) {
  const named = tablesOf(template, selection);
  const tables = new Set(ofTypes(template, "AWS::DynamoDB::GlobalTable").map(({ id }) => id));
  const keys = named.filter((table) => keyTables.includes(table ?? ""));
  const conditions = ["ListOfTags", "Conditions"].some(
    (name) => property(selection, "BackupSelection", name) !== undefined,
  );
  return [
    ...(named.length === 0 || conditions
      ? [fault(selection.id, "selects by tags, or nothing at all", "name the tables of the stack")]
      : []),
    ...(named.some((table) => !tables.has(table ?? ""))
      ? [fault(selection.id, "names what is no table of the stack", "name tables of the stack alone")]
      : []),
    ...(keys.length > 0 && keys.length < named.length
      ? [
          fault(
            selection.id,
            "backs up keys of members together with other tables",
            "give keys a plan of their own",
          ),
        ]
      : []),
  ];
}

/** The logical ids of the tables that a selection names. */
export const tablesOf = (template: StackTemplate, selection: Found): readonly (string | undefined)[] =>
  listOf(property(selection, "BackupSelection", "Resources")).map((arn) => tableOf(template, arn));

const selectedTables = (template: StackTemplate): ReadonlySet<string | undefined> =>
  new Set(ofTypes(template, "AWS::Backup::BackupSelection").flatMap((one) => tablesOf(template, one)));
