import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The folder in which a run keeps its data, held by this process alone. */
export interface DataFolder {
  /** Null when nothing is kept. */
  readonly path: string | null;
  /** The same for every run on this folder: the stack's generated names come from it. */
  readonly instance: string;
  /** Lets the next run have the folder. */
  readonly release: () => Promise<void>;
}

const LOCK = "run.pid";
const INSTANCE = "stack-instance";

/**
 * Takes the folder for this run.
 * @param folder null keeps everything in memory.
 * @throws Error when another run holds the folder, or what is in it is not a run's data.
 */
export async function openDataFolder(folder: string | null): Promise<DataFolder> {
  if (folder === null) return { path: null, instance: "memory", release: async () => undefined };
  const path = resolve(folder);
  await mkdir(path, { recursive: true, mode: 0o700 });
  await lock(path);
  const release = () => rm(join(path, LOCK), { force: true });
  try {
    return { path, instance: await instanceOf(path), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function lock(folder: string): Promise<void> {
  const file = join(folder, LOCK);
  if (await created(file, String(process.pid))) return;
  const holder = Number(await readFile(file, "utf8"));
  if (isRunning(holder))
    throw new Error(`Process ${holder} runs on ${folder}. End it, or use another folder.`);
  // Left by a run that was killed.
  await rm(file, { force: true });
  if (!(await created(file, String(process.pid)))) throw new Error(`Another run has just taken ${folder}.`);
}

/** The process that runs on a folder now, if one does. */
export async function holderOf(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, LOCK), "utf8").catch(absent);
  const holder = Number(text);
  return text !== undefined && isRunning(holder) ? holder : undefined;
}

const instanceOf = async (folder: string): Promise<string> =>
  (await keptInstance(folder)) ?? newInstance(join(folder, INSTANCE));

/** The instance of the runs on a folder. @throws Error when something else stands in its file. */
export async function keptInstance(folder: string): Promise<string | undefined> {
  const file = join(folder, INSTANCE);
  const kept = await readFile(file, "utf8").catch(absent);
  if (kept === undefined || /^[0-9a-f-]{36}$/.test(kept)) return kept;
  throw new Error(`${file} is damaged. Restore it, or start with an empty folder.`);
}

/** Renamed into place, so that a run that is killed now leaves a whole file or none. */
async function newInstance(file: string): Promise<string> {
  const instance = randomUUID();
  await writeFile(`${file}.new`, instance);
  await rename(`${file}.new`, file);
  return instance;
}

async function created(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function absent(error: unknown): undefined {
  if (codeOf(error) === "ENOENT") return undefined;
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
