import { AwsError, type Identities, type Principal } from "../types.ts";

/**
 * Who signed a request, by the access-key id of its signature. The signature itself is not verified: the endpoint
 * listens on this machine only and hands out the keys itself.
 *
 * @throws AwsError when there is no signature, or its access key is not known.
 */
export function identify(authorization: string | undefined, identities: Identities): Principal {
  if (authorization === undefined) {
    throw new AwsError("MissingAuthenticationTokenException", 400, "Request is missing Authentication Token");
  }
  const id = /^AWS4-HMAC-SHA256 Credential=([^/, ]+)\//u.exec(authorization)?.[1];
  const principal = id === undefined ? undefined : identities.get(id);
  if (principal === undefined) {
    throw new AwsError(
      "UnrecognizedClientException",
      400,
      "The security token included in the request is invalid.",
    );
  }
  return principal;
}
