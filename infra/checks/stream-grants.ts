import { textOf } from "../template.ts";
import { fault, type Rule } from "./rule.ts";
import { allowed, coversAny } from "./statements.ts";

const reading = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

export const streamGrants: Rule = {
  id: "stream-grants",
  holds: "Who reads a table's stream may read each stream that the table will have.",
  source: "DynamoDB Streams: a stream that is made anew has another ARN, and its reader would be refused",
  faults: ({ template }) =>
    allowed(template)
      .filter((one) => coversAny(one, reading))
      .filter(({ resources }) => resources.some((one) => !textOf(one).endsWith("/stream/*")))
      .map(({ id, sid }) =>
        fault(id, `allows one stream by its ARN, in ${sid || "a statement"}`, "allow <table>/stream/*"),
      ),
};
