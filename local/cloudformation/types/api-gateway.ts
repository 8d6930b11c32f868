import { alphabets } from "../ids.ts";
import { generatedName, shortId } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

export const apiGateway: ResourceTypes = {
  "AWS::ApiGateway::Account": { ref: (naming) => generatedName(naming, 100), attributes: {} },
  "AWS::ApiGateway::BasePathMapping": { ref: (naming) => generatedName(naming, 100), attributes: {} },
  "AWS::ApiGateway::ClientCertificate": { ref: shortId, attributes: { ClientCertificateId: shortId } },
  "AWS::ApiGateway::Deployment": { ref: shortId, attributes: { DeploymentId: shortId } },
  "AWS::ApiGateway::DomainName": {
    ref: (naming) => naming.required("DomainName"),
    attributes: {
      DomainNameArn: (naming) => apiArn(naming, `/domainnames/${naming.required("DomainName")}`),
      RegionalDomainName: regionalName,
      RegionalHostedZoneId: (naming) => `Z${naming.generated(alphabets.upper, 20)}`,
    },
  },
  "AWS::ApiGateway::GatewayResponse": { ref: shortId, attributes: {} },
  "AWS::ApiGateway::RestApi": {
    ref: shortId,
    attributes: { RestApiId: shortId, RootResourceId: (naming) => [...shortId(naming)].reverse().join("") },
  },
  "AWS::ApiGateway::Stage": { ref: (naming) => naming.required("StageName"), attributes: {} },
};

/** An ARN of API Gateway itself: it has a region and no account. */
function apiArn({ environment: { partition, region } }: Naming, path: string): string {
  return `arn:${partition}:apigateway:${region}::${path}`;
}

/** What DNS points to; the local run serves the API under its stage instead. */
function regionalName(naming: Naming): string {
  const { region, urlSuffix } = naming.environment;
  return `d-${shortId(naming)}.execute-api.${region}.${urlSuffix}`;
}
