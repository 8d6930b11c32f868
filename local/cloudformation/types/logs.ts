import { arn, generatedName, nameFrom } from "./names.ts";
import type { ResourceTypes } from "./resource-type.ts";

const groupName = nameFrom("LogGroupName", 512);

export const logs: ResourceTypes = {
  "AWS::Logs::LogGroup": {
    ref: groupName,
    attributes: { Arn: (naming) => arn(naming, "logs", `log-group:${groupName(naming)}:*`) },
  },
  "AWS::Logs::MetricFilter": { ref: (naming) => generatedName(naming, 100), attributes: {} },
  "AWS::Logs::ResourcePolicy": { ref: (naming) => naming.required("PolicyName"), attributes: {} },
  // Of traces, which the local run has none of.
  "AWS::XRay::SamplingRule": { ref: (naming) => generatedName(naming, 32), attributes: {} },
};
