import { hash } from "node:crypto";
import type { Version } from "./store.ts";

/** Of an object under a customer key it is no digest of its bytes: another for each version. */
export const etagOf = ({ versionId }: Version): string => `"${hash("md5", versionId, "hex")}"`;

/** The checksums that are kept with an object. */
export const sumHeaders = ({ checksums }: Version): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value]));

/** What is said of an object beside its bytes. */
export const objectHeaders = (version: Version, sums: boolean): Record<string, string> => ({
  etag: etagOf(version),
  "last-modified": new Date(version.modified).toUTCString(),
  "x-amz-version-id": version.versionId,
  "content-type": "application/octet-stream",
  ...(version.retention && {
    "x-amz-object-lock-mode": version.retention.mode,
    "x-amz-object-lock-retain-until-date": new Date(version.retention.until).toISOString(),
  }),
  ...(sums ? sumHeaders(version) : {}),
});
