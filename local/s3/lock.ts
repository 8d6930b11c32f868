import { answer, type S3Input } from "./call.ts";
import { s3Errors } from "./errors.ts";
import { versionOf } from "./get.ts";
import type { S3Operation, Storage } from "./operation.ts";
import type { Retention, Version } from "./store.ts";
import { tagsIn, textIn, xml } from "./xml.ts";

const bypasses = ({ header }: S3Input): boolean => header("x-amz-bypass-governance-retention") === "true";
const bypassing = (input: S3Input): readonly string[] =>
  bypasses(input) ? ["s3:BypassGovernanceRetention"] : [];
const use = ({ key, query }: S3Input) => ({ key, versionId: query.get("versionId") ?? undefined });

/** Whether a lock forbids this, for everybody or for who may not go around it. Source: "How S3 Object Lock works". */
function isLocked({ now }: Storage, { retention }: Version, bypassed: boolean): boolean {
  if (retention === undefined || retention.until <= now().getTime()) return false;
  return retention.mode === "COMPLIANCE" || !bypassed;
}

export const deleteObject: S3Operation = {
  name: "DeleteObject",
  actions: (input) => [
    input.query.has("versionId") ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
    ...bypassing(input),
  ],
  use,
  call: async (storage, bucket, input) => {
    const { store, now } = storage;
    const id = input.query.get("versionId");
    if (id === null && bucket.versioned) {
      const marker = { bucket: bucket.name, key: input.key, modified: now().getTime(), body: undefined };
      const made = await store.add({ ...marker, checksums: {}, retention: undefined, tags: {} });
      return answer(204, { "x-amz-delete-marker": "true", "x-amz-version-id": made.versionId });
    }
    const found = store
      .versions(bucket.name, input.key)
      .find(({ versionId }) => id === null || versionId === id);
    if (found === undefined) return answer(204);
    if (isLocked(storage, found, bypasses(input))) throw s3Errors.locked();
    await store.remove(found);
    return answer(204, { "x-amz-version-id": found.versionId });
  },
};

export const putObjectRetention: S3Operation = {
  name: "PutObjectRetention",
  actions: (input) => ["s3:PutObjectRetention", ...bypassing(input)],
  use,
  call: async (storage, bucket, input) => {
    if (bucket.lock === undefined) throw s3Errors.noRetention();
    const version = versionOf(storage, bucket, input);
    const retention = retentionIn(input.body.toString());
    const { retention: before } = version;
    const weaker =
      before !== undefined &&
      (retention.until < before.until || (before.mode === "COMPLIANCE" && retention.mode !== "COMPLIANCE"));
    if (weaker && isLocked(storage, version, bypasses(input))) throw s3Errors.locked();
    await storage.store.replace({ ...version, retention });
    return answer(200);
  },
};

function retentionIn(document: string): Retention {
  const mode = textIn(document, "Mode");
  const until = Date.parse(textIn(document, "RetainUntilDate") ?? "");
  if ((mode !== "COMPLIANCE" && mode !== "GOVERNANCE") || Number.isNaN(until))
    throw s3Errors.notHere("a retention without mode or date");
  return { mode, until };
}

export const getObjectRetention: S3Operation = {
  name: "GetObjectRetention",
  actions: () => ["s3:GetObjectRetention"],
  use,
  needsObject: true,
  call: (storage, bucket, input) => {
    const { retention } = versionOf(storage, bucket, input);
    if (retention === undefined) throw s3Errors.noRetention();
    const until = new Date(retention.until).toISOString();
    const body = xml([
      "Retention",
      [
        ["Mode", retention.mode],
        ["RetainUntilDate", until],
      ],
    ]);
    return answer(200, { "content-type": "application/xml" }, body);
  },
};

export const putObjectTagging: S3Operation = {
  name: "PutObjectTagging",
  actions: () => ["s3:PutObjectTagging"],
  use,
  needsObject: true,
  call: async (storage, bucket, input) => {
    const version = versionOf(storage, bucket, input);
    await storage.store.replace({ ...version, tags: tagsIn(input.body.toString()) });
    return answer(200, { "x-amz-version-id": version.versionId });
  },
};
