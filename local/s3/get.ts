import { answer, type S3Input } from "./call.ts";
import { s3Errors } from "./errors.ts";
import { objectHeaders } from "./headers.ts";
import { currentOf, type S3Operation, type Storage } from "./operation.ts";
import type { Version } from "./store.ts";
import type { Bucket } from "./template.ts";

/** The version that a request names, or the current one. @throws AwsError when there is none, or it is a delete marker. */
export function versionOf(storage: Storage, { name }: Bucket, { key, query }: S3Input): Version {
  const id = query.get("versionId");
  const found =
    id === null
      ? currentOf(storage, name, key)
      : storage.store.versions(name, key).find(({ versionId }) => versionId === id);
  if (found === undefined) throw id === null ? s3Errors.noKey() : s3Errors.noVersion();
  if (found.body === undefined) throw s3Errors.deleteMarker();
  return found;
}

const actions = ({ query }: S3Input) => [query.has("versionId") ? "s3:GetObjectVersion" : "s3:GetObject"];
const use = ({ key, query }: S3Input) => ({ key, versionId: query.get("versionId") ?? undefined });
const wantsSums = ({ header }: S3Input) => header("x-amz-checksum-mode") === "ENABLED";

export const getObject: S3Operation = {
  name: "GetObject",
  actions,
  use,
  key: "kms:Decrypt",
  needsObject: true,
  call: (storage, bucket, input) => {
    const version = versionOf(storage, bucket, input);
    return answer(200, objectHeaders(version, wantsSums(input)), version.body);
  },
};

export const headObject: S3Operation = {
  name: "HeadObject",
  actions,
  use,
  key: "kms:Decrypt",
  needsObject: true,
  call: (storage, bucket, input) => {
    const version = versionOf(storage, bucket, input);
    const headers = objectHeaders(version, wantsSums(input));
    return answer(200, { ...headers, "content-length": String(version.body?.length ?? 0) });
  },
};
