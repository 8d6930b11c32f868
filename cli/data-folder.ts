import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { holderOf } from "../local/data-folder.ts";
import { UsageError } from "./usage.ts";

/** What a run keeps lies here, below the folder that --data names. */
export const runFolder = (folder: string): string => join(folder, "run");
/** The cloud assembly that runs. */
export const assemblyFolder = (folder: string): string => join(folder, "cdk.out");

/** Everything that a run makes in its folder, whole or half-written. */
const own = /^(?:run|cdk\.out|bundles|(?:run|founded)\.json(?:\.new)?)$/;

/**
 * Makes the folder ready for a run, before anything of it is touched.
 * @param fresh deletes what an earlier run kept, and nothing else.
 * @throws UsageError when it is another run's, no folder, or to be deleted and not a run's.
 */
export async function prepareFolder(folder: string, fresh: boolean): Promise<void> {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new UsageError(`${folder} is no folder. Nothing was changed.`);
  const holder = await holderOf(runFolder(folder));
  if (holder !== undefined)
    throw new UsageError(`Process ${holder} runs on ${folder}. End it, or name another folder with --data.`);
  if (fresh) deleteRun(folder);
  makeFolder(folder);
}

function deleteRun(folder: string): void {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder);
  if (names.some((name) => !own.test(name)))
    throw new UsageError(`${folder} holds more than a local run. Nothing was deleted.`);
  for (const name of names) rmSync(join(folder, name), { recursive: true });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new UsageError(`${folder} cannot be made a folder. Name another one with --data.`);
  }
}
