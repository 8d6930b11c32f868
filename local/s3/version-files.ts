import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { jsonOf, readIfPresent, replaceFile } from "../kept-file.ts";
import type { Version } from "./store.ts";

/** The versions on disk: one file each, so that a crash leaves a whole version or none. */
export interface VersionFiles {
  /** @throws Error when a file is no version; nothing is changed. */
  readonly read: () => Promise<readonly Version[]>;
  readonly write: (version: Version) => Promise<void>;
  readonly remove: (version: Version) => Promise<void>;
}

const file = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string(),
  modified: z.number(),
  body: z.base64().nullable(),
  checksums: z.record(z.string(), z.string()),
  retention: z.strictObject({ mode: z.enum(["COMPLIANCE", "GOVERNANCE"]), until: z.number() }).nullable(),
  tags: z.record(z.string(), z.string()),
});

/** @param folder is made when it is not there. */
export async function versionFiles(folder: string): Promise<VersionFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = ({ versionId }: Version): string => join(folder, `${versionId}.json`);
  return {
    read: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
      return Promise.all(names.map((name) => readVersion(join(folder, name))));
    },
    write: (version) => replaceFile(pathOf(version), textOf(version)),
    remove: (version) => rm(pathOf(version)),
  };
}

const textOf = ({ body, retention, ...rest }: Version): string =>
  JSON.stringify({ ...rest, body: body?.toString("base64") ?? null, retention: retention ?? null });

async function readVersion(path: string): Promise<Version> {
  const parsed = file.safeParse(jsonOf((await readIfPresent(path)) ?? ""));
  if (!parsed.success) throw new Error(`the object ${path} is damaged; nothing was changed. Restore it`);
  const { body, retention, ...rest } = parsed.data;
  return {
    ...rest,
    body: body === null ? undefined : Buffer.from(body, "base64"),
    retention: retention ?? undefined,
  };
}
