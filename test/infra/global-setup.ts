import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder for the assemblies that the test files share: each takes half a second to make. */
    assemblies: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "kith-infra-"));
  project.provide("assemblies", folder);
  return () => rmSync(folder, { recursive: true });
}
