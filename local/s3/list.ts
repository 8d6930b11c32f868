import { answer, type S3Input } from "./call.ts";
import { s3Errors } from "./errors.ts";
import { etagOf } from "./headers.ts";
import { currentOf, type S3Operation, type Storage } from "./operation.ts";
import type { Version } from "./store.ts";
import { type Element, xml } from "./xml.ts";

/** Source: `MaxKeys` of ListObjectsV2 and ListObjectVersions. */
const mostKeys = 1000;

const limitOf = ({ query }: S3Input): number => {
  const limit = Number(query.get("max-keys") ?? mostKeys);
  if (!Number.isInteger(limit) || limit < 0) throw s3Errors.notHere("max-keys");
  return Math.min(limit, mostKeys);
};

const prefixOf = ({ query }: S3Input): string => query.get("prefix") ?? "";
const isBehind = (key: string, other: string): boolean =>
  Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;

function keysFrom({ store }: Storage, bucket: string, input: S3Input, after: string): readonly string[] {
  return store.keys(bucket).filter((key) => key.startsWith(prefixOf(input)) && isBehind(key, after));
}

const use = (input: S3Input) => ({ prefix: prefixOf(input) });
const document = (name: string, elements: readonly Element[]) =>
  answer(200, { "content-type": "application/xml" }, xml([name, elements]));

const said = (version: Version): readonly Element[] => [
  ["Key", version.key],
  ["LastModified", new Date(version.modified).toISOString()],
  ["ETag", etagOf(version)],
  ["Size", version.body?.length ?? 0],
  ["StorageClass", "STANDARD"],
];

export const listObjects: S3Operation = {
  name: "ListObjectsV2",
  actions: () => ["s3:ListBucket"],
  use,
  call: (storage, bucket, input) => {
    const token = input.query.get("continuation-token");
    const after =
      token === null ? (input.query.get("start-after") ?? "") : Buffer.from(token, "base64").toString();
    const limit = limitOf(input);
    const all = keysFrom(storage, bucket.name, input, after).flatMap(
      (key) => currentOf(storage, bucket.name, key) ?? [],
    );
    const page = all.slice(0, limit);
    const more = all.length > page.length;
    const last = page.at(-1)?.key ?? "";
    return document("ListBucketResult", [
      ["Name", bucket.name],
      ["Prefix", prefixOf(input)],
      ["KeyCount", page.length],
      ["MaxKeys", limit],
      ["IsTruncated", more],
      ["NextContinuationToken", more ? Buffer.from(last).toString("base64") : undefined],
      ...page.map((version): Element => ["Contents", said(version)]),
    ]);
  },
};

export const listObjectVersions: S3Operation = {
  name: "ListObjectVersions",
  actions: () => ["s3:ListBucketVersions"],
  use,
  call: (storage, bucket, input) => {
    if (input.query.has("version-id-marker")) throw s3Errors.notHere("version-id-marker");
    const keys = keysFrom(storage, bucket.name, input, input.query.get("key-marker") ?? "");
    const limit = limitOf(input);
    // A page ends with all versions of a key.
    const page: string[] = [];
    let count = 0;
    for (const key of keys) {
      if (count >= limit) break;
      page.push(key);
      count += storage.store.versions(bucket.name, key).length;
    }
    const more = keys.length > page.length;
    return document("ListVersionsResult", [
      ["Name", bucket.name],
      ["Prefix", prefixOf(input)],
      ["MaxKeys", limit],
      ["IsTruncated", more],
      ["NextKeyMarker", more ? page.at(-1) : undefined],
      ...page.flatMap((key) => storage.store.versions(bucket.name, key).map(versionElement)),
    ]);
  },
};

const versionElement = (version: Version, at: number): Element =>
  version.body === undefined
    ? [
        "DeleteMarker",
        [...said(version).slice(0, 2), ["VersionId", version.versionId], ["IsLatest", at === 0]],
      ]
    : ["Version", [...said(version), ["VersionId", version.versionId], ["IsLatest", at === 0]]];
