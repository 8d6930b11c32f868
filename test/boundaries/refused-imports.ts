import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { z } from "zod/mini";

/** What each file imports, by the path that the file has in the repository. */
export type Imports = Readonly<Record<string, readonly string[]>>;

const report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.literal("lint/style/noRestrictedImports"),
      location: z.object({ path: z.string(), start: z.object({ line: z.int() }) }),
    }),
  ),
});

/**
 * Asks Biome, with the repository's own settings, which imports it refuses. The files are written into a folder outside of the
 * repository, one import on each line.
 * @returns `<file> <import>` of each refused one.
 */
export async function refusedImports(imports: Imports): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), "boundaries-"));
  try {
    await copyFile("biome.json", join(root, "biome.json"));
    for (const [file, paths] of Object.entries(imports)) await writeImports(join(root, file), paths);
    const { diagnostics } = report.parse(JSON.parse(await lint(root)));
    return diagnostics.map(
      ({ location: { path, start } }) => `${path} ${imports[path]?.[start.line - 1] ?? "unknown"}`,
    );
  } finally {
    await rm(root, { recursive: true });
  }
}

async function writeImports(file: string, paths: readonly string[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, paths.map((path) => `import "${path}";\n`).join(""));
}

/** Biome exits with 1 when it refuses something; its report is what counts. */
const lint = (root: string): Promise<string> =>
  new Promise((done) => {
    const only = [
      "lint",
      "--only=style/noRestrictedImports",
      "--max-diagnostics=none",
      "--reporter=json",
      ".",
    ];
    execFile(resolve("node_modules/.bin/biome"), only, { cwd: root }, (_, stdout) => done(stdout));
  });
