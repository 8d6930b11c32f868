import { hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { s3Errors } from "./errors.ts";

const compute: Readonly<Record<string, (body: Buffer) => string>> = {
  crc32: (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString("base64");
  },
  sha1: (body) => hash("sha1", body, "base64"),
  sha256: (body) => hash("sha256", body, "base64"),
};

/** Algorithms of `x-amz-checksum-*` that are known here. */
export const algorithms: readonly string[] = Object.keys(compute);

/**
 * Checks what the request says of its body.
 * @returns the checksums that are kept with the object.
 * @throws AwsError `BadDigest` when one is of another body.
 */
export function checkedSums(
  body: Buffer,
  header: (name: string) => string | undefined,
): { readonly checksums: Readonly<Record<string, string>>; readonly any: boolean } {
  const md5 = header("content-md5");
  if (md5 !== undefined && md5 !== hash("md5", body, "base64")) throw s3Errors.badDigest();
  const given = algorithms.flatMap((name) => {
    const value = header(`x-amz-checksum-${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  if (given.some(([name, value]) => compute[name]?.(body) !== value)) throw s3Errors.badDigest();
  return { checksums: Object.fromEntries(given), any: given.length > 0 || md5 !== undefined };
}
