import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { peopleFile, readPeople } from "./cognito/account-store.ts";
import { readSigningKey } from "./cognito/keys.ts";
import { keptInstance } from "./data-folder.ts";
import { checkStore } from "./dynamodb/store-file.ts";
import { readKeys } from "./kms/disk.ts";

/**
 * Reads what an earlier run kept and changes nothing, so that damage is said before anything is started.
 * @throws Error naming what is missing or damaged: with new keys or in an empty store everything would be lost to sight.
 */
export async function checkKept(folder: string): Promise<void> {
  const files = await readdir(folder);
  const missing = ["stack-instance", "kms.json", "dynamodb"].find((name) => !files.includes(name));
  if (missing !== undefined)
    throw new Error(`${join(folder, missing)} is missing; nothing was changed. Restore it, or begin anew.`);
  await keptInstance(folder);
  await readKeys(join(folder, "kms.json"));
  await readPeople(peopleFile(folder));
  await checkStore(join(folder, "dynamodb"));
  const signing = files.filter((name) => name.endsWith(".signing-key.json"));
  for (const name of signing) await readSigningKey(join(folder, name));
}
