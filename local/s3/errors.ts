import { AwsError } from "../types.ts";

/** Source: "Error responses" of the Amazon S3 API Reference. */
export const s3Errors = {
  denied: () => new AwsError("AccessDenied", 403, "Access Denied"),
  locked: () => new AwsError("AccessDenied", 403, "Access Denied because object protected by object lock."),
  noBucket: () => new AwsError("NoSuchBucket", 404, "The specified bucket does not exist"),
  noKey: () => new AwsError("NoSuchKey", 404, "The specified key does not exist."),
  noVersion: () => new AwsError("NoSuchVersion", 404, "The specified version does not exist."),
  deleteMarker: () =>
    new AwsError("MethodNotAllowed", 405, "The specified method is not allowed against this resource."),
  precondition: () =>
    new AwsError("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold"),
  badDigest: () =>
    new AwsError("BadDigest", 400, "The checksum you specified did not match the calculated checksum."),
  noChecksum: () =>
    new AwsError(
      "InvalidRequest",
      400,
      "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    ),
  noRetention: () =>
    new AwsError(
      "NoSuchObjectLockConfiguration",
      404,
      "The specified object does not have a ObjectLock configuration",
    ),
  keyUnusable: (said: AwsError) => new AwsError(`KMS.${said.code}`, 400, said.message),
  notHere: (what: string) =>
    new AwsError("NotImplemented", 501, `Not understood by the local endpoint: ${what}`),
} as const;
