import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { UsageError } from "./usage.ts";

const pool = z.object({
  issuerUrl: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  redirectUri: z.string(),
});
const runFile = z.object({
  apiUrl: z.string(),
  pools: z.object({ members: pool, workforce: pool }),
  people: z.array(z.object({ username: z.string(), pool: z.enum(["members", "workforce"]) })),
  /** The buckets of the sealed log. */
  trail: z.object({ tenant: z.string(), worm: z.string(), edge: z.string() }),
  /** How the endpoint of this run is reached; its credentials are made for it, and open nothing else. */
  aws: z.object({
    endpoint: z.string(),
    region: z.string(),
    credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  }),
});
/** Where a local run can be reached; written by `kith start` for the other verbs. */
export type RunFile = z.output<typeof runFile>;
export type SignInPool = RunFile["pools"]["members"];

/** Where a local run keeps its data unless it is told otherwise. */
export const defaultData = ".kith";

const name = "run.json";

export function writeRunFile(folder: string, run: RunFile): void {
  const file = join(folder, name);
  writeFileSync(`${file}.new`, JSON.stringify(run, null, 2));
  renameSync(`${file}.new`, file);
}

export const removeRunFile = (folder: string): void => rmSync(join(folder, name), { force: true });

/** @throws UsageError when nothing runs here. */
export function readRunFile(folder: string): RunFile {
  try {
    return runFile.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
  } catch {
    throw new UsageError(`No local run was found in ${folder}. Start one with "npm start".`);
  }
}
