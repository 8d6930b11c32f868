import { textOf } from "../template.ts";
import { fault, type Rule } from "./rule.ts";
import { allowed, compared, coversAny, type Statement } from "./statements.ts";

const items = [
  "dynamodb:BatchGetItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DeleteItem",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:UpdateItem",
];

/** What no condition on partition keys can narrow. */
const everything = [
  "dynamodb:ExportTableToPointInTime",
  "dynamodb:PartiQLDelete",
  "dynamodb:PartiQLInsert",
  "dynamodb:PartiQLSelect",
  "dynamodb:PartiQLUpdate",
  "dynamodb:Scan",
];

export const leadingKeys: Rule = {
  id: "leading-keys",
  holds:
    "A role reaches items by the beginning of their partition key alone, in a table or in an index but not in both at once.",
  source: "45 CFR 164.502(b); IAM: ForAllValues is also true of a request that names no key",
  faults: ({ template }) =>
    allowed(template).flatMap((one) => {
      const place = `in ${one.sid || "a statement"}`;
      return [
        ...(coversAny(one, everything)
          ? [fault(one.id, `allows to walk through a whole table, ${place}`, "allow Query of a partition")]
          : []),
        ...(coversAny(one, items) && !isNarrow(one)
          ? [
              fault(
                one.id,
                `allows items whatever their partition key, ${place}`,
                "compare dynamodb:LeadingKeys by ForAllValues:StringLike, with Null false beside it",
              ),
            ]
          : []),
        ...(coversAny(one, items) && reachesBoth(one)
          ? [fault(one.id, `allows a table and an index at once, ${place}`, "write a statement for each")]
          : []),
      ];
    }),
};

function isNarrow(statement: Statement): boolean {
  const prefixes = compared(statement, "ForAllValues:StringLike", "dynamodb:LeadingKeys").map(textOf);
  const required = compared(statement, "Null", "dynamodb:LeadingKeys").map(String);
  return (
    prefixes.length > 0 && prefixes.every((prefix) => /^[A-Z-]+#/.test(prefix)) && required.join() === "false"
  );
}

function reachesBoth({ resources }: Statement): boolean {
  const indexes = resources.filter((one) => textOf(one).includes("/index/"));
  return indexes.length > 0 && indexes.length < resources.length;
}
