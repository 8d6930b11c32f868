import { PutObjectTaggingCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { unavailable } from "../failures.ts";

/** As the rule of the bucket names it that lets such objects go: infra/constructs/edge-bucket.ts. */
const Tagging = { TagSet: [{ Key: "kith:superseded", Value: "true" }] };

/** Marks an object that another one has replaced; one that is gone already needs no mark. */
export const supersede =
  (client: Pick<S3Client, "send">, bucket: string) =>
  async (key: string): Promise<void> => {
    await client
      .send(new PutObjectTaggingCommand({ Bucket: bucket, Key: key, Tagging }))
      .catch((error: unknown) => {
        const gone = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
        if (!gone) throw unavailable(error);
      });
  };
