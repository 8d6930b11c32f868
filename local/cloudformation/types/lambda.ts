import { arn, generatedName, nameFrom } from "./names.ts";
import type { ResourceTypes } from "./resource-type.ts";

const functionName = nameFrom("FunctionName", 64);

export const lambda: ResourceTypes = {
  "AWS::Lambda::Function": {
    ref: functionName,
    attributes: { Arn: (naming) => arn(naming, "lambda", `function:${functionName(naming)}`) },
  },
  "AWS::Lambda::Permission": { ref: (naming) => generatedName(naming, 100), attributes: {} },
  "AWS::Lambda::EventSourceMapping": {
    ref: (naming) => naming.uuid(),
    attributes: {
      EventSourceMappingArn: (naming) => arn(naming, "lambda", `event-source-mapping:${naming.uuid()}`),
      Id: (naming) => naming.uuid(),
    },
  },
  "AWS::Lambda::EventInvokeConfig": { ref: (naming) => generatedName(naming, 100), attributes: {} },
};
