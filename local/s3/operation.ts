import type { Keys } from "../kms/keys.ts";
import { AwsError, type LoadedStack, type Principal } from "../types.ts";
import type { Access, Operation } from "../wire/operation.ts";
import { type ObjectUse, objectAccess, objectKeyAccess } from "./access.ts";
import { type S3Answer, type S3Input, s3Input } from "./call.ts";
import { s3Errors } from "./errors.ts";
import type { ObjectStore, Version } from "./store.ts";
import type { Bucket, Buckets } from "./template.ts";

/** What the operations stand on. */
export interface Storage {
  readonly stack: LoadedStack;
  readonly buckets: Buckets;
  readonly store: ObjectStore;
  readonly keys: Keys;
  readonly now: () => Date;
}

/** One operation: the actions that it asks for, and what it does once they are allowed. */
export interface S3Operation {
  readonly name: string;
  /** The action, by what the request says; and what else is to be allowed. */
  readonly actions: (input: S3Input) => readonly string[];
  readonly use: (input: S3Input) => ObjectUse;
  /** What it does with the bucket's key. */
  readonly key?: "kms:GenerateDataKey" | "kms:Decrypt";
  /** Whether it needs an object that is there. */
  readonly needsObject?: boolean;
  readonly call: (storage: Storage, bucket: Bucket, input: S3Input) => Promise<S3Answer> | S3Answer;
}

/** Current version of an object; undefined where there is none, or a delete marker is the newest. */
export function currentOf({ store }: Storage, bucket: string, key: string): Version | undefined {
  const [newest] = store.versions(bucket, key);
  return newest?.body === undefined ? undefined : newest;
}

/** As the wire runs it. */
export function wired(storage: Storage, operation: S3Operation): readonly [string, Operation] {
  const bucketOf = ({ bucket }: S3Input): Bucket => {
    const found = storage.buckets.get(bucket);
    if (found === undefined) throw s3Errors.noBucket();
    return found;
  };
  return [
    operation.name,
    {
      access: (fields, caller) => {
        const input = s3Input(fields);
        return accesses(storage, operation, bucketOf(input), input, caller);
      },
      call: async (fields) => {
        const input = s3Input(fields);
        const bucket = bucketOf(input);
        if (operation.key !== undefined) checkKey(storage, bucket);
        return { ...(await operation.call(storage, bucket, input)) };
      },
    },
  ];
}

function accesses(
  storage: Storage,
  { actions, use, key, needsObject = false }: S3Operation,
  bucket: Bucket,
  input: S3Input,
  caller: Principal,
): readonly Access[] {
  const situation = { caller, region: storage.stack.region, now: storage.now() };
  const refusal = s3Errors.denied();
  const asked = actions(input).map((action) => ({
    ...objectAccess(bucket, action, situation, use(input)),
    refusal,
  }));
  // Whoever may not list a bucket is not told that something is absent.
  const absent = needsObject && storage.store.versions(bucket.name, input.key).length === 0;
  const told = absent ? [{ ...objectAccess(bucket, "s3:ListBucket", situation), refusal }] : [];
  if (key === undefined || bucket.kmsKey === undefined) return [...asked, ...told];
  const used = storage.keys.find(bucket.kmsKey);
  return [...asked, ...told, { ...objectKeyAccess(bucket, used, key, situation, input.key), refusal }];
}

function checkKey({ keys }: Storage, { kmsKey }: Bucket): void {
  if (kmsKey === undefined) return;
  try {
    keys.usable(keys.find(kmsKey));
  } catch (error) {
    throw error instanceof AwsError ? s3Errors.keyUnusable(error) : error;
  }
}
