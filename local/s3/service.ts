import type { Service } from "../wire/operation.ts";
import { getObject, headObject } from "./get.ts";
import { listObjects, listObjectVersions } from "./list.ts";
import { deleteObject, getObjectRetention, putObjectRetention, putObjectTagging } from "./lock.ts";
import { type Storage, wired } from "./operation.ts";
import { putObject } from "./put.ts";

const operations = [
  putObject,
  getObject,
  headObject,
  deleteObject,
  listObjects,
  listObjectVersions,
  putObjectRetention,
  getObjectRetention,
  putObjectTagging,
];

/** Amazon S3, for the buckets of a stack: versions, conditional writes, checksums, and Object Lock that refuses. */
export const s3Service = (storage: Storage): Service => ({
  name: "s3",
  operations: new Map(operations.map((operation) => wired(storage, operation))),
});
