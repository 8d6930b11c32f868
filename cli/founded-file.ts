import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";

/** What the setup function made. */
export const founded = z.object({
  programs: z.array(
    z.object({
      name: z.string(),
      programId: z.string(),
      spaces: z.array(z.object({ name: z.string(), spaceId: z.string(), welcomeThreadId: z.string() })),
    }),
  ),
  invitations: z.array(
    z.object({
      role: z.string(),
      program: z.optional(z.string()),
      code: z.string(),
      state: z.enum(["open", "used"]),
      expiresAt: z.string(),
    }),
  ),
});
export type Founded = z.output<typeof founded>;

/** Remembers what the sample tenant was begun with, beside its data: ids, and codes that may still have to be used. */
const fileIn = (folder: string): string => join(folder, "founded.json");

/** @throws Error when there is a file that says something else: it is left as it is. */
export function readFounded(folder: string): Founded | undefined {
  const file = fileIn(folder);
  if (!existsSync(file)) return undefined;
  try {
    return founded.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(
      `${file} is damaged, or of another release; nothing was changed. Restore it, or begin anew with --fresh.`,
    );
  }
}

export function writeFounded(folder: string, made: Founded): void {
  writeFileSync(`${fileIn(folder)}.new`, JSON.stringify(made, null, 2), { mode: 0o600 });
  renameSync(`${fileIn(folder)}.new`, fileIn(folder));
}
