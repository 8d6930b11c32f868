import { hash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openObjectStore } from "../../../local/s3/store.ts";
import { bucketsOf } from "../../../local/s3/template.ts";
import type { Identities, Principal } from "../../../local/types.ts";
import { type AwsEndpoint, startEndpoint } from "../../../local/wire/endpoint.ts";
import { errorOf, identities as others } from "../wire/clients.ts";
import { ACCOUNT, KEY_ARN, REGION, resource, stackOf } from "../wire/stack.ts";

const day = 24 * 60 * 60 * 1000;
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const key = resource("AWS::KMS::Key", "data-key", KEY_ARN, {
  KeyPolicy: {
    Statement: [
      {
        Sid: "Buckets",
        Effect: "Allow",
        Principal: ROOT,
        Action: ["kms:GenerateDataKey", "kms:Decrypt"],
        Resource: "*",
        Condition: { StringEquals: { "kms:ViaService": `s3.${REGION}.amazonaws.com` } },
      },
      {
        Sid: "Administration",
        Effect: "Allow",
        Principal: ROOT,
        Action: ["kms:DisableKey", "kms:EnableKey"],
        Resource: "*",
      },
    ],
  },
});
const encrypted = {
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [
      {
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KEY_ARN },
      },
    ],
  },
  VersioningConfiguration: { Status: "Enabled" },
};
const bucket = (name: string, properties: Readonly<Record<string, unknown>> = {}) =>
  resource("AWS::S3::Bucket", name, `arn:aws:s3:::${name}`, { ...encrypted, ...properties });
const locked = (mode: string) => ({
  ObjectLockConfiguration: {
    ObjectLockEnabled: "Enabled",
    Rule: { DefaultRetention: { Mode: mode, Years: 7 } },
  },
});
const firstWriteOnly = resource("AWS::S3::BucketPolicy", "policy", undefined, {
  Bucket: "once",
  PolicyDocument: {
    Statement: [
      {
        Sid: "FirstWriteOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::once/*",
        Condition: { Null: { "s3:if-none-match": "true" }, Bool: { "s3:ObjectCreationOperation": "true" } },
      },
    ],
  },
});
const plain = resource("AWS::S3::Bucket", "plain", "arn:aws:s3:::plain", {});
const stack = stackOf([
  key,
  bucket("free"),
  bucket("once"),
  bucket("worm", locked("COMPLIANCE")),
  bucket("lax", locked("GOVERNANCE")),
  plain,
  firstWriteOnly,
]);

let now = Date.parse("2026-03-01T00:00:00Z");
let endpoint: AwsEndpoint;
let s3: S3Client;

const statement = (Action: string | string[], Resource: string | string[]) => ({
  Statement: { Effect: "Allow" as const, Action, Resource },
});
const roles = new Map([
  [
    "READER-OF-SOME",
    [statement("s3:GetObject", "arn:aws:s3:::free/tile/*"), statement("kms:Decrypt", KEY_ARN)],
  ],
  ["WITHOUT-KEY", [statement(["s3:*"], "*")]],
  ["BYPASSER", [statement(["s3:*", "kms:*"], "*")]],
  [
    "NO-BYPASS",
    [statement(["s3:DeleteObjectVersion", "s3:PutObject", "s3:PutObjectRetention", "kms:*"], "*")],
  ],
]);
const identities: Identities = new Map<string, Principal>([
  ...others,
  ...[...roles].map(
    ([name, policies]) =>
      [name, { arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, account: ACCOUNT, policies }] as const,
  ),
]);
const clientOf = (accessKeyId: string) =>
  new S3Client({
    endpoint: endpoint.url,
    region: REGION,
    credentials: { accessKeyId, secretAccessKey: "secret" },
    forcePathStyle: true,
    maxAttempts: 1,
  });
const put = (Bucket: string, Key: string, Body: string, more: object = {}, client = s3) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body), ...more }));
const read = async (Bucket: string, Key: string, more: object = {}, client = s3) =>
  (await client.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();

beforeAll(async () => {
  endpoint = await startEndpoint({
    ...{ stack, identities, dataFolder: null, dynamodb: inject("dynamodbUrl") },
    invoke: async () => ({ payload: "" }),
    clock: () => new Date(now),
  });
  s3 = clientOf("OPERATOR");
});
afterAll(async () => {
  s3.destroy();
  await endpoint.close();
});

describe("An object", () => {
  it("is read as it was written, with any byte and any character in its key", async () => {
    const Body = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
    await s3.send(new PutObjectCommand({ Bucket: "free", Key: "tile/0/x001/a b&<ä>.p/3", Body }));
    const got = await s3.send(new GetObjectCommand({ Bucket: "free", Key: "tile/0/x001/a b&<ä>.p/3" }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
  });

  it("is said to be absent: NoSuchKey", async () => {
    expect((await errorOf(read("free", "absent"))).name).toBe("NoSuchKey");
    expect((await errorOf(s3.send(new HeadObjectCommand({ Bucket: "free", Key: "absent" })))).name).toBe(
      "NotFound",
    );
    expect((await errorOf(put("absent", "a", "x"))).name).toBe("NoSuchBucket");
  });

  it("has a length, an entity tag and a version that HeadObject says", async () => {
    const { ETag, VersionId } = await put("free", "head", "four");
    const said = await s3.send(new HeadObjectCommand({ Bucket: "free", Key: "head" }));
    expect(said).toMatchObject({ ContentLength: 4, ETag, VersionId });
  });
});

describe("A conditional write", () => {
  it("with If-None-Match: * is refused with 412 when the object exists, and changes nothing", async () => {
    await put("free", "first", "one", { IfNoneMatch: "*" });
    const error = await errorOf(put("free", "first", "two", { IfNoneMatch: "*" }));
    expect(error).toMatchObject({ name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } });
    expect(await read("free", "first")).toBe("one");
  });

  it("looks at the current version alone: behind a delete marker the key is free again", async () => {
    await put("free", "marked", "one", { IfNoneMatch: "*" });
    await s3.send(new DeleteObjectCommand({ Bucket: "free", Key: "marked" }));
    await put("free", "marked", "two", { IfNoneMatch: "*" });
    expect(await read("free", "marked")).toBe("two");
  });

  it("has one winner of many at the same time", async () => {
    const racing = Array.from({ length: 8 }, (_, at) => put("free", "raced", `${at}`, { IfNoneMatch: "*" }));
    const ended = await Promise.allSettled(racing);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("with If-Match replaces the object of that entity tag, and no other", async () => {
    const { ETag } = await put("free", "moving", "one");
    const second = await put("free", "moving", "two", { IfMatch: ETag });
    expect((await errorOf(put("free", "moving", "three", { IfMatch: ETag }))).name).toBe(
      "PreconditionFailed",
    );
    await put("free", "moving", "four", { IfMatch: second.ETag });
    expect(await read("free", "moving")).toBe("four");
    expect((await errorOf(put("free", "never", "one", { IfMatch: ETag }))).name).toBe("NoSuchKey");
  });

  it("can be demanded by a bucket policy", async () => {
    expect((await errorOf(put("once", "a", "one"))).name).toBe("AccessDenied");
    await put("once", "a", "one", { IfNoneMatch: "*" });
  });
});

describe("A checksum", () => {
  const ChecksumSHA256 = hash("sha256", "text", "base64");

  it("is kept with the object and given back when asked for", async () => {
    await put("free", "sum", "text", { ChecksumSHA256 });
    const got = await s3.send(new GetObjectCommand({ Bucket: "free", Key: "sum", ChecksumMode: "ENABLED" }));
    expect(got.ChecksumSHA256).toBe(ChecksumSHA256);
  });

  it.each([
    ["SHA-256", { ChecksumSHA256 }],
    ["MD5", { ContentMD5: hash("md5", "text", "base64") }],
  ])("of another body is refused: BadDigest, %s", async (_, sums) => {
    expect((await errorOf(put("free", "bad-sum", "other", sums))).name).toBe("BadDigest");
    expect((await errorOf(read("free", "bad-sum"))).name).toBe("NoSuchKey");
  });

  it("is required where the bucket locks what is written", async () => {
    const bare = new S3Client({
      ...{ endpoint: endpoint.url, region: REGION, forcePathStyle: true, maxAttempts: 1 },
      credentials: { accessKeyId: "OPERATOR", secretAccessKey: "secret" },
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
    const error = await errorOf(bare.send(new PutObjectCommand({ Bucket: "worm", Key: "bare", Body: "x" })));
    expect(error.name).toBe("InvalidRequest");
    bare.destroy();
  });
});

describe("Versions", () => {
  it("are kept: each is read by its id, the newest without one, until a delete marker stands before them", async () => {
    const one = await put("free", "versions", "one");
    const two = await put("free", "versions", "two");
    expect(await read("free", "versions", { VersionId: one.VersionId })).toBe("one");
    const { VersionId, DeleteMarker } = await s3.send(
      new DeleteObjectCommand({ Bucket: "free", Key: "versions" }),
    );
    expect(DeleteMarker).toBe(true);
    expect((await errorOf(read("free", "versions"))).name).toBe("NoSuchKey");
    expect((await errorOf(read("free", "versions", { VersionId }))).name).toBe("MethodNotAllowed");
    expect((await errorOf(read("free", "versions", { VersionId: "none" }))).name).toBe("NoSuchVersion");
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: "free", Prefix: "versions" }));
    expect(listed.DeleteMarkers).toMatchObject([{ Key: "versions", VersionId, IsLatest: true }]);
    expect(listed.Versions?.map((each) => each.VersionId)).toEqual([two.VersionId, one.VersionId]);
  });

  it("are not kept in a bucket without them", async () => {
    const { VersionId } = await put("plain", "a", "one");
    await put("plain", "a", "two");
    expect(VersionId).toBeUndefined();
    expect(await read("plain", "a")).toBe("two");
    await s3.send(new DeleteObjectCommand({ Bucket: "plain", Key: "a" }));
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: "plain" }));
    expect([listed.Versions, listed.DeleteMarkers]).toEqual([undefined, undefined]);
  });
});

describe("A list", () => {
  it("is in order of bytes, by prefix, in pages that go on behind the last key, without deleted ones", async () => {
    const keys = ["list/2", "list/1", "list/10", "list/ä", "list/Z", "list/gone"];
    for (const each of keys) await put("free", each, "x");
    await s3.send(new DeleteObjectCommand({ Bucket: "free", Key: "list/gone" }));
    const found: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page: ListObjectsV2CommandOutput = await s3.send(
        new ListObjectsV2Command({ Bucket: "free", Prefix: "list/", MaxKeys: 2, ContinuationToken }),
      );
      found.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ""));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(found).toEqual(["list/1", "list/10", "list/2", "list/Z", "list/ä"]);
    const rest = await s3.send(
      new ListObjectsV2Command({ Bucket: "free", Prefix: "list/", StartAfter: "list/2" }),
    );
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(["list/Z", "list/ä"]);
  });

  it("of versions goes on behind the last key of a page", async () => {
    for (const each of ["pages/1", "pages/1", "pages/2"]) await put("free", each, "x");
    const first = await s3.send(
      new ListObjectVersionsCommand({ Bucket: "free", Prefix: "pages/", MaxKeys: 1 }),
    );
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: "pages/1" });
    expect(first.Versions).toHaveLength(2);
    const KeyMarker = first.NextKeyMarker;
    const next = await s3.send(
      new ListObjectVersionsCommand({ Bucket: "free", Prefix: "pages/", KeyMarker }),
    );
    expect(next.Versions?.map(({ Key }) => Key)).toEqual(["pages/2"]);
  });
});

describe("Object Lock", () => {
  const remove = (
    Bucket: string,
    Key: string,
    VersionId: string | undefined,
    who = "OPERATOR",
    bypass = false,
  ) =>
    clientOf(who).send(
      new DeleteObjectCommand({ Bucket, Key, VersionId, ...(bypass && { BypassGovernanceRetention: true }) }),
    );
  const keep = (
    Bucket: string,
    Key: string,
    Mode: "COMPLIANCE" | "GOVERNANCE",
    until: number,
    bypass = false,
    who = "OPERATOR",
  ) =>
    clientOf(who).send(
      new PutObjectRetentionCommand({
        ...{ Bucket, Key, Retention: { Mode, RetainUntilDate: new Date(until) } },
        ...(bypass && { BypassGovernanceRetention: true }),
      }),
    );
  const year = 365 * day;

  it("in compliance mode lets nobody delete a version or shorten its lock, not even an administrator", async () => {
    const { VersionId } = await put("worm", "a", "one");
    expect((await errorOf(remove("worm", "a", VersionId))).name).toBe("AccessDenied");
    expect((await errorOf(remove("worm", "a", VersionId, "OPERATOR", true))).name).toBe("AccessDenied");
    expect((await errorOf(keep("worm", "a", "COMPLIANCE", now + year))).name).toBe("AccessDenied");
    expect((await errorOf(keep("worm", "a", "GOVERNANCE", now + 9 * year, true))).name).toBe("AccessDenied");
    await keep("worm", "a", "COMPLIANCE", now + 8 * year);
    const kept = await s3.send(new GetObjectRetentionCommand({ Bucket: "worm", Key: "a" }));
    expect(kept.Retention).toEqual({ Mode: "COMPLIANCE", RetainUntilDate: new Date(now + 8 * year) });
    expect(await read("worm", "a")).toBe("one");
  });

  it("does not hinder a delete marker, under which the version stays", async () => {
    const { VersionId } = await put("worm", "b", "one");
    await remove("worm", "b", undefined);
    expect(await read("worm", "b", { VersionId })).toBe("one");
  });

  it("in governance mode lets only those delete who may go around it, and say so", async () => {
    const { VersionId } = await put("lax", "a", "one");
    expect((await errorOf(remove("lax", "a", VersionId, "BYPASSER"))).name).toBe("AccessDenied");
    expect((await errorOf(remove("lax", "a", VersionId, "NO-BYPASS", true))).name).toBe("AccessDenied");
    expect((await errorOf(keep("lax", "a", "GOVERNANCE", now, false, "BYPASSER"))).name).toBe("AccessDenied");
    await remove("lax", "a", VersionId, "BYPASSER", true);
    expect((await errorOf(read("lax", "a", { VersionId }))).name).toBe("NoSuchVersion");
  });

  it("ends with its time", async () => {
    const { VersionId } = await put("worm", "old", "one");
    now += 7 * year + day;
    await remove("worm", "old", VersionId);
    now -= 7 * year + day;
    expect((await errorOf(read("worm", "old", { VersionId }))).name).toBe("NoSuchVersion");
  });

  it("is not there for objects of a bucket without it", async () => {
    await put("free", "unlocked", "x");
    const asked = s3.send(new GetObjectRetentionCommand({ Bucket: "free", Key: "unlocked" }));
    expect((await errorOf(asked)).name).toBe("NoSuchObjectLockConfiguration");
    expect((await errorOf(keep("free", "unlocked", "COMPLIANCE", now))).name).toBe(
      "NoSuchObjectLockConfiguration",
    );
  });
});

describe("Permissions", () => {
  it("are those of the object's key: what stands beside is refused, and so is what may not be known to be absent", async () => {
    await put("free", "tile/1", "x");
    await put("free", "other", "x");
    const some = clientOf("READER-OF-SOME");
    expect(await read("free", "tile/1", {}, some)).toBe("x");
    expect((await errorOf(read("free", "other", {}, some))).name).toBe("AccessDenied");
    expect((await errorOf(read("free", "tile/absent", {}, some))).name).toBe("AccessDenied");
    expect((await errorOf(put("free", "tile/2", "x", {}, some))).name).toBe("AccessDenied");
    const listing = some.send(new ListObjectsV2Command({ Bucket: "free" }));
    expect((await errorOf(listing)).name).toBe("AccessDenied");
  });

  it("of the bucket's key are needed as well", async () => {
    expect((await errorOf(put("free", "k", "x", {}, clientOf("WITHOUT-KEY")))).name).toBe("AccessDenied");
    expect((await errorOf(read("free", "tile/1", {}, clientOf("WITHOUT-KEY")))).name).toBe("AccessDenied");
  });
});

describe("The bucket's key", () => {
  it("disabled closes every object until it is enabled again", async () => {
    await put("free", "under-key", "x");
    const kms = new KMSClient({
      ...{ endpoint: endpoint.url, region: REGION, maxAttempts: 1 },
      credentials: { accessKeyId: "OPERATOR", secretAccessKey: "secret" },
    });
    await kms.send(new DisableKeyCommand({ KeyId: KEY_ARN }));
    expect((await errorOf(read("free", "under-key"))).name).toBe("KMS.DisabledException");
    expect((await errorOf(put("free", "under-key", "y"))).name).toBe("KMS.DisabledException");
    await kms.send(new EnableKeyCommand({ KeyId: KEY_ARN }));
    expect(await read("free", "under-key")).toBe("x");
    kms.destroy();
  });
});

describe("What is not here", () => {
  it.each([
    ["a header", () => put("free", "a", "x", { ACL: "private" })],
    ["an operation", () => s3.send(new DeleteObjectCommand({ Bucket: "free", Key: "a", MFA: "1" }))],
  ])("is refused and done by nobody: %s", async (_, call) => {
    expect((await errorOf(call())).name).toBe("NotImplemented");
  });
});

it("tags an object", async () => {
  await put("free", "tagged", "x");
  const Tagging = { TagSet: [{ Key: "kith:superseded", Value: "true" }] };
  await s3.send(new PutObjectTaggingCommand({ Bucket: "free", Key: "tagged", Tagging }));
  expect(endpoint.objects.versions("free", "tagged")[0]?.tags).toEqual({ "kith:superseded": "true" });
});

it("refuses a template with a kind of bucket that is not known", () => {
  const odd = bucket("odd", { VersioningConfiguration: { Status: "Perhaps" } });
  expect(() => bucketsOf(stackOf([odd]))).toThrow("kind of bucket not known");
});

describe("The files", () => {
  it("hold every version over a restart, in order, and go with it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "s3-"));
    const store = await openObjectStore(folder);
    const version = { bucket: "b", key: "k", modified: 1, checksums: {}, retention: undefined, tags: {} };
    const one = await store.add({ ...version, body: Buffer.from([0, 255]) });
    const two = await store.add({ ...version, body: undefined, retention: { mode: "GOVERNANCE", until: 5 } });
    const again = await openObjectStore(folder);
    expect(again.versions("b", "k")).toEqual([two, one]);
    await again.remove(one);
    const three = await again.add({ ...version, body: Buffer.from("three") });
    expect((await openObjectStore(folder)).versions("b", "k")).toEqual([three, two]);
    expect(await readdir(folder)).toHaveLength(2);
    await writeFile(join(folder, "x.json"), "{");
    await expect(openObjectStore(folder)).rejects.toThrow("is damaged; nothing was changed");
    await rm(folder, { recursive: true });
  });
});
