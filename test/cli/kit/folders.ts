import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for one test file; deleted when that ends. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "kith-cli-"));
  afterAll(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A digest of every file of a folder by its path, without what each run makes anew. */
export function digests(of: string): Readonly<Record<string, string>> {
  const files = readdirSync(of, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).filter((path) => !madeAnew.test(path));
  return Object.fromEntries(
    paths.map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

const madeAnew = /\/(?:cdk\.out|bundles|logs)\//;
