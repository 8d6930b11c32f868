import { arn, nameFrom } from "./names.ts";
import type { ResourceTypes } from "./resource-type.ts";

const alarmName = nameFrom("AlarmName", 255);

/** Nothing is measured here: no alarm of the local run ever rings. */
export const cloudWatch: ResourceTypes = {
  "AWS::CloudWatch::Alarm": {
    ref: alarmName,
    attributes: { Arn: (naming) => arn(naming, "cloudwatch", `alarm:${alarmName(naming)}`) },
  },
  "AWS::CloudWatch::Dashboard": { ref: nameFrom("DashboardName", 255), attributes: {} },
};
