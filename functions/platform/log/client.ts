import { S3Client } from "@aws-sdk/client-s3";
import { configuration } from "../aws.ts";

/**
 * The client of the log's buckets; nothing is called yet. A bucket stands in the path of a URL, so that its name need not resolve.
 * @throws Error that names what is missing in the environment.
 */
export const logClient = (source: Readonly<Record<string, string | undefined>> = process.env): S3Client =>
  new S3Client({ ...configuration(source), forcePathStyle: true });
