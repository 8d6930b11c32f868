import { streamArnOf } from "../../streams/stream-arn.ts";
import { arn, nameFrom } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const tableName = nameFrom("TableName", 255);
const tableArn = (naming: Naming): string => arn(naming, "dynamodb", `table/${tableName(naming)}`);

export const dynamodb: ResourceTypes = {
  "AWS::DynamoDB::GlobalTable": {
    ref: tableName,
    attributes: {
      Arn: tableArn,
      StreamArn: (naming) => streamArnOf(tableArn(naming)),
      TableId: (naming) => naming.uuid(),
    },
  },
};
