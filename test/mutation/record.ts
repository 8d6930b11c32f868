import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { mutatedFiles, type Part, type PartName, partNames, partOf, testFiles } from "./parts.ts";
import type { Explained, Mutant } from "./scores.ts";

const recordFile = "test/mutation/recorded.json";
const survivorsFile = "test/mutation/survivors.json";

const fileRecord = z.object({ hash: z.string(), mutants: z.int(), noticed: z.int() });
const partRecord = z.object({ tests: z.string(), files: z.record(z.string(), fileRecord) });
const record = z.record(z.string(), partRecord);
/** What the last whole runs have shown: of which content, by which tests. */
export type Recorded = z.infer<typeof record>;

export const readRecord = (): Recorded =>
  existsSync(recordFile) ? record.parse(JSON.parse(readFileSync(recordFile, "utf8"))) : {};

const survivor = z.object({
  ...{ file: z.string(), mutator: z.string(), was: z.string(), became: z.string() },
  why: z.string().min(1),
});
export const readSurvivors = (): readonly Explained[] =>
  z.array(survivor).parse(JSON.parse(readFileSync(survivorsFile, "utf8")));

const digest = (files: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
};

/** Keeps what a run over a whole part has shown. */
export function keep(name: PartName, mutants: readonly Mutant[]): void {
  const part = partOf(name);
  const files = mutatedFiles(part).map((file) => {
    const own = mutants.filter((mutant) => mutant.file === file);
    const noticed = own.filter((mutant) => mutant.noticed).length;
    return [file, { hash: digest([file]), mutants: own.length, noticed }] as const;
  });
  const all = {
    ...readRecord(),
    [name]: { tests: digest(testFiles(part)), files: Object.fromEntries(files) },
  };
  const sorted = Object.fromEntries(partNames.flatMap((known) => (all[known] ? [[known, all[known]]] : [])));
  writeFileSync(recordFile, `${JSON.stringify(sorted, undefined, 2)}\n`);
}

/** Files of a part that are not as they were when they were last mutated; all of them when its tests are not. */
export function changedSince(known: Recorded, name: PartName): readonly string[] {
  const part: Part = partOf(name);
  const before = known[name];
  const files = mutatedFiles(part);
  if (before?.tests !== digest(testFiles(part))) return files;
  return files.filter((file) => before.files[file]?.hash !== digest([file]));
}
