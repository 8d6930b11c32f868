import { generatedName } from "./names.ts";
import type { Naming, ResourceTypes } from "./resource-type.ts";

const LONGEST_BUCKET_NAME = 63;

const bucketName = (naming: Naming): string =>
  naming.text("BucketName") ?? generatedName(naming, LONGEST_BUCKET_NAME).toLowerCase();

export const s3: ResourceTypes = {
  "AWS::S3::Bucket": {
    ref: bucketName,
    attributes: {
      Arn: (naming) => `arn:${naming.environment.partition}:s3:::${bucketName(naming)}`,
      DomainName: (naming) => `${bucketName(naming)}.s3.${naming.environment.urlSuffix}`,
      RegionalDomainName: (naming) =>
        `${bucketName(naming)}.s3.${naming.environment.region}.${naming.environment.urlSuffix}`,
    },
  },
  "AWS::S3::BucketPolicy": { ref: (naming) => naming.required("Bucket"), attributes: {} },
};
