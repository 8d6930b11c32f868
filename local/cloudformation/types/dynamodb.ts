import { arn, nameFrom } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const tableName = nameFrom("TableName", 255);
const tableArn = (naming: Naming): string => arn(naming, "dynamodb", `table/${tableName(naming)}`);

/** When the local stream began: part of its ARN, and never compared with a clock. */
const STREAM_LABEL = "2026-01-01T00:00:00.000";

export const dynamodb: ResourceTypes = {
  "AWS::DynamoDB::GlobalTable": {
    ref: tableName,
    attributes: {
      Arn: tableArn,
      StreamArn: (naming) => `${tableArn(naming)}/stream/${STREAM_LABEL}`,
      TableId: (naming) => naming.uuid(),
    },
  },
};
