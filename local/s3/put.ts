import { answer, type S3Input } from "./call.ts";
import { checkedSums } from "./checksums.ts";
import { s3Errors } from "./errors.ts";
import { etagOf, sumHeaders } from "./headers.ts";
import { currentOf, type S3Operation, type Storage } from "./operation.ts";
import type { Version } from "./store.ts";
import type { Bucket } from "./template.ts";

const day = 24 * 60 * 60 * 1000;

export const putObject: S3Operation = {
  name: "PutObject",
  actions: () => ["s3:PutObject"],
  use: ({ key, header }) => ({
    key,
    ifNoneMatch: header("if-none-match"),
    ifMatch: header("if-match"),
  }),
  key: "kms:GenerateDataKey",
  call: async (storage, bucket, input) => {
    const { checksums, any } = checkedSums(input.body, input.header);
    if (bucket.lock !== undefined && !any) throw s3Errors.noChecksum();
    checkConditions(currentOf(storage, bucket.name, input.key), input);
    const made = await storage.store.add({
      bucket: bucket.name,
      key: input.key,
      modified: storage.now().getTime(),
      body: input.body,
      checksums,
      retention: lockOf(storage, bucket),
      tags: {},
    });
    if (!bucket.versioned) await removeOthers(storage, made);
    return answer(200, {
      etag: etagOf(made),
      ...(bucket.versioned && { "x-amz-version-id": made.versionId }),
      ...sumHeaders(made),
    });
  },
};

/** Source: "How to prevent object overwrites with conditional writes": only the current version counts. */
function checkConditions(current: Version | undefined, { header }: S3Input): void {
  const [unless, only] = [header("if-none-match"), header("if-match")];
  if (unless !== undefined && unless !== "*") throw s3Errors.notHere("if-none-match");
  if (unless === "*" && current !== undefined) throw s3Errors.precondition();
  if (only !== undefined && current === undefined) throw s3Errors.noKey();
  if (only !== undefined && current !== undefined && etagOf(current) !== only) throw s3Errors.precondition();
}

const lockOf = ({ now }: Storage, { lock }: Bucket): Version["retention"] =>
  lock && { mode: lock.mode, until: now().getTime() + lock.days * day };

async function removeOthers({ store }: Storage, made: Version): Promise<void> {
  const others = store
    .versions(made.bucket, made.key)
    .filter(({ versionId }) => versionId !== made.versionId);
  await Promise.all(others.map(store.remove));
}
