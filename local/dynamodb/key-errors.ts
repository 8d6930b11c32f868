import { AwsError } from "../types.ts";

/** DynamoDB passes on what AWS KMS said, as an AccessDeniedException of its own. */
export function keyUnusable(said: AwsError): AwsError {
  const message = `KMS key access denied error: ${said.message} (Service: AWSKMS; Status Code: 400; Error Code: ${said.code})`;
  return new AwsError("AccessDeniedException", 400, message);
}

/** The caller may not use the key of the table. */
export function keyRefused(): AwsError {
  const message =
    "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.";
  return keyUnusable(new AwsError("AccessDeniedException", 400, message));
}
