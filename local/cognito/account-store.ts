import { join } from "node:path";
import { z } from "zod";
import { jsonOf, readIfPresent, replaceFile } from "../kept-file.ts";
import { type Account, account } from "./account.ts";

const file = z.strictObject({ format: z.literal("people-1"), people: z.array(account) });

/** What is kept of the people: those whom a pool made, and what was changed of those whom the run is given. */
export interface AccountStore {
  readonly all: () => readonly Account[];
  /** Adds an account, or replaces it; when it returns, the change is on disk. */
  readonly put: (account: Account) => Promise<void>;
}

/** Names an account among those of all pools. */
export const keyOf = ({ pool, sub }: Pick<Account, "pool" | "sub">): string => `${pool} ${sub}`;

/** The file of the people in a data folder. */
export const peopleFile = (folder: string): string => join(folder, "people.json");

/**
 * Reads the store file.
 *
 * @throws Error when there is a file that is not a store: it is left as it is.
 */
export async function readPeople(path: string): Promise<readonly Account[]> {
  const text = await readIfPresent(path);
  if (text === undefined) return [];
  const parsed = file.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new Error(
      `the store of people ${path} is damaged; nothing was changed. Move it away or restore it`,
    );
  return parsed.data.people;
}

/**
 * Opens the store of the people.
 *
 * @param folder where it is kept; null keeps it in memory.
 * @throws Error when the store file is damaged.
 */
export async function openAccountStore(folder: string | null): Promise<AccountStore> {
  const path = folder === null ? undefined : peopleFile(folder);
  const read = path === undefined ? [] : await readPeople(path);
  let kept = new Map(read.map((one) => [keyOf(one), one]));
  return {
    all: () => [...kept.values()],
    put: async (one) => {
      const next = new Map(kept).set(keyOf(one), one);
      if (path !== undefined) {
        await replaceFile(path, `${JSON.stringify({ format: "people-1", people: [...next.values()] })}\n`);
      }
      kept = next;
    },
  };
}
