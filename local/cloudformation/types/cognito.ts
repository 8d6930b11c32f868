import { alphabets } from "../ids.ts";
import { arn } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const poolId = (naming: Naming): string =>
  `${naming.environment.region}_${naming.generated(alphabets.mixed, 9)}`;
const clientId = (naming: Naming): string => naming.generated(alphabets.lower, 26);
const providerName = (naming: Naming): string =>
  `cognito-idp.${naming.environment.region}.${naming.environment.urlSuffix}/${poolId(naming)}`;

export const cognito: ResourceTypes = {
  "AWS::Cognito::UserPool": {
    ref: poolId,
    attributes: {
      Arn: (naming) => arn(naming, "cognito-idp", `userpool/${poolId(naming)}`),
      ProviderName: providerName,
      ProviderURL: (naming) => `https://${providerName(naming)}`,
      UserPoolId: poolId,
    },
  },
  "AWS::Cognito::UserPoolClient": { ref: clientId, attributes: { ClientId: clientId } },
  "AWS::Cognito::UserPoolDomain": {
    ref: (naming) => naming.required("Domain"),
    attributes: {
      CloudFrontDistribution: (naming) => `${naming.generated(alphabets.lower, 13)}.cloudfront.net`,
    },
  },
  "AWS::Cognito::UserPoolIdentityProvider": {
    ref: (naming) => naming.required("ProviderName"),
    attributes: {},
  },
  "AWS::Cognito::UserPoolResourceServer": { ref: (naming) => naming.required("Identifier"), attributes: {} },
  "AWS::Cognito::ManagedLoginBranding": {
    ref: (naming) => `${naming.required("UserPoolId")}|${naming.uuid()}`,
    attributes: { ManagedLoginBrandingId: (naming) => naming.uuid() },
  },
};
