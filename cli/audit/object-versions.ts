import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";

/**
 * Keys of a locked bucket that were written more than once, or have a delete marker. There must be none: what was first is
 * still there, and an export would show what came later.
 */
export async function writtenAgain(
  client: Pick<S3Client, "send">,
  bucket: string,
): Promise<readonly string[]> {
  const again = new Set<string>();
  let [before, key, version]: (string | undefined)[] = [];
  do {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, KeyMarker: key, VersionIdMarker: version }),
    );
    for (const { Key } of page.DeleteMarkers ?? []) if (Key !== undefined) again.add(Key);
    for (const { Key } of page.Versions ?? []) {
      if (Key !== undefined && Key === before) again.add(Key);
      before = Key;
    }
    [key, version] = page.IsTruncated ? [page.NextKeyMarker, page.NextVersionIdMarker] : [];
  } while (key !== undefined);
  return [...again].sort();
}
