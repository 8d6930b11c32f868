import { randomBytes } from "node:crypto";
import type { LockMode } from "./template.ts";
import { type VersionFiles, versionFiles } from "./version-files.ts";

export interface Retention {
  readonly mode: LockMode;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** One version of an object, or a delete marker. */
export interface Version {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  /** Absent: a delete marker. */
  readonly body: Buffer | undefined;
  /** By algorithm, for example `sha256`, in base64. */
  readonly checksums: Readonly<Record<string, string>>;
  readonly retention: Retention | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** The versions of all buckets. What a method has returned from is on disk. */
export interface ObjectStore {
  /** Of one key, the newest first. */
  readonly versions: (bucket: string, key: string) => readonly Version[];
  /** Keys of a bucket, in order of their bytes, with delete markers. */
  readonly keys: (bucket: string) => readonly string[];
  readonly add: (version: Omit<Version, "versionId">) => Promise<Version>;
  readonly replace: (version: Version) => Promise<void>;
  readonly remove: (version: Version) => Promise<void>;
}

/**
 * Opens the objects.
 * @param folder null keeps them in memory.
 * @throws Error when a file in it is not a version.
 */
export async function openObjectStore(folder: string | null): Promise<ObjectStore> {
  const files = folder === null ? undefined : await versionFiles(folder);
  const kept = (await files?.read()) ?? [];
  return storeOf(kept, files);
}

function storeOf(kept: readonly Version[], files: VersionFiles | undefined): ObjectStore {
  const buckets = new Map<string, Map<string, Version[]>>();
  const listOf = ({ bucket, key }: Pick<Version, "bucket" | "key">): Version[] => {
    const keys = buckets.get(bucket) ?? new Map<string, Version[]>();
    buckets.set(bucket, keys);
    const list = keys.get(key) ?? [];
    keys.set(key, list);
    return list;
  };
  const oldestFirst = [...kept].sort((one, other) => (one.versionId < other.versionId ? -1 : 1));
  for (const version of oldestFirst) listOf(version).unshift(version);
  let count = oldestFirst.length === 0 ? 0 : Number.parseInt(oldestFirst.at(-1)?.versionId ?? "0", 16);
  return {
    versions: (bucket, key) => [...(buckets.get(bucket)?.get(key) ?? [])],
    keys: (bucket) =>
      [...(buckets.get(bucket) ?? [])]
        .filter(([, list]) => list.length > 0)
        .map(([key]) => key)
        .sort(byBytes),
    add: async (version) => {
      count += 1;
      const made = { ...version, versionId: versionIdOf(count) };
      // Seen at once, so that of two writers at the same time the second finds the first; kept before it is answered.
      listOf(made).unshift(made);
      await files?.write(made);
      return made;
    },
    replace: async (version) => {
      const list = listOf(version);
      list[list.findIndex(({ versionId }) => versionId === version.versionId)] = version;
      await files?.write(version);
    },
    remove: async (version) => {
      const list = listOf(version);
      list.splice(
        list.findIndex(({ versionId }) => versionId === version.versionId),
        1,
      );
      await files?.remove(version);
    },
  };
}

/** Twelve digits that count, and what nobody guesses. */
const versionIdOf = (count: number): string =>
  `${count.toString(16).padStart(12, "0")}.${randomBytes(12).toString("hex")}`;

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
