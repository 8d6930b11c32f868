import { hash } from "node:crypto";
import type { S3Client } from "@aws-sdk/client-s3";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { ObjectStore, StoredObject } from "../../kernel/log.ts";
import { unavailable } from "../failures.ts";
import { jitteredPause, type Pause } from "../pause.ts";

export interface S3ObjectsOptions {
  readonly client: Pick<S3Client, "send">;
  /** Physical name. */
  readonly bucket: string;
  readonly pause?: Pause;
}

/** How often a write is tried again that met another one of the same key: S3 answers 409 to one of two at the same time. */
const mostConflicts = 5;

/** Objects of an S3 bucket. Every write carries its SHA-256, which S3 checks and keeps, and Object Lock demands. */
export const s3Objects = (options: S3ObjectsOptions): ObjectStore => ({
  get: (key) => get(options, key),
  list: (prefix, after) => list(options, prefix, after),
  putIfAbsent: async (key, bytes) =>
    (await put(options, { Key: key, Body: bytes, IfNoneMatch: "*" })) ? "stored" : "taken",
  putIfMatch: async (key, bytes, tag) => {
    const condition = tag === undefined ? { IfNoneMatch: "*" } : { IfMatch: tag };
    return (await put(options, { Key: key, Body: bytes, ...condition })) ? "stored" : "changed";
  },
});

const failed = (error: unknown, name: string, status: number): boolean =>
  error instanceof S3ServiceException && (error.name === name || error.$metadata.httpStatusCode === status);

async function get({ client, bucket }: S3ObjectsOptions, key: string): Promise<StoredObject | undefined> {
  try {
    const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined || ETag === undefined) throw new Error("An object without bytes or tag.");
    return { bytes: await Body.transformToByteArray(), tag: ETag };
  } catch (error) {
    if (failed(error, "NoSuchKey", 404)) return undefined;
    throw unavailable(error);
  }
}

async function* list(
  { client, bucket }: S3ObjectsOptions,
  prefix: string,
  after: string | undefined,
): AsyncGenerator<string, undefined> {
  let token: string | undefined;
  do {
    const from = token === undefined ? { StartAfter: after } : { ContinuationToken: token };
    const page = await client
      .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...from }))
      .catch((error: unknown) => {
        throw unavailable(error);
      });
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/** @returns whether the condition held; then the object is stored. */
async function put(
  { client, bucket, pause = jitteredPause }: S3ObjectsOptions,
  input: Pick<PutObjectCommandInput, "Key" | "IfMatch" | "IfNoneMatch"> & { readonly Body: Uint8Array },
): Promise<boolean> {
  const ChecksumSHA256 = hash("sha256", input.Body, "base64");
  for (let conflicts = 0; ; conflicts++) {
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, ...input, ChecksumSHA256 }));
      return true;
    } catch (error) {
      // An object that must have a tag and is not there has another one.
      if (failed(error, "PreconditionFailed", 412) || failed(error, "NoSuchKey", 404)) return false;
      if (!failed(error, "ConditionalRequestConflict", 409) || conflicts === mostConflicts)
        throw unavailable(error);
      await pause(conflicts);
    }
  }
}
