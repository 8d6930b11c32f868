import { AwsError } from "../types.ts";

/** The errors of AWS KMS, each with the message its documentation gives and without any value of the caller. */
export const kmsErrors = {
  notFound: () =>
    new AwsError("NotFoundException", 400, "The specified entity or resource could not be found."),
  disabled: (arn: string) => new AwsError("DisabledException", 400, `${arn} is disabled.`),
  pendingDeletion: (arn: string) =>
    new AwsError("KMSInvalidStateException", 400, `${arn} is pending deletion.`),
  notPendingDeletion: (arn: string) =>
    new AwsError("KMSInvalidStateException", 400, `${arn} is not pending deletion.`),
  invalidCiphertext: () => new AwsError("InvalidCiphertextException", 400, "The ciphertext is not valid."),
  incorrectKey: () =>
    new AwsError(
      "IncorrectKeyException",
      400,
      "The key in the request is not the key that encrypted the data.",
    ),
  invalidUsage: (arn: string) =>
    new AwsError("InvalidKeyUsageException", 400, `${arn} key usage does not fit the operation.`),
  validation: (message: string) => new AwsError("ValidationException", 400, message),
  unsupported: (message: string) => new AwsError("UnsupportedOperationException", 400, message),
};
