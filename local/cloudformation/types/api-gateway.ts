import { generatedName, shortId } from "./names.ts";
import type { ResourceTypes } from "./resource-type.ts";

export const apiGateway: ResourceTypes = {
  "AWS::ApiGateway::Account": { ref: (naming) => generatedName(naming, 100), attributes: {} },
  "AWS::ApiGateway::Deployment": { ref: shortId, attributes: { DeploymentId: shortId } },
  "AWS::ApiGateway::GatewayResponse": { ref: shortId, attributes: {} },
  "AWS::ApiGateway::RestApi": {
    ref: shortId,
    attributes: { RestApiId: shortId, RootResourceId: (naming) => [...shortId(naming)].reverse().join("") },
  },
  "AWS::ApiGateway::Stage": { ref: (naming) => naming.required("StageName"), attributes: {} },
};
