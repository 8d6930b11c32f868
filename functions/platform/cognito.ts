import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { configuration } from "./aws.ts";

/** The client of the workers that ask Cognito; apart, so that no other function carries it. */
export const cognitoClient = (): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient(configuration(process.env));
