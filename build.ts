import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { leanBuiltins, versionOfClients, withoutUnreached } from "./build/plugins.ts";
import { functionNames } from "./infra/functions.ts";

/** Where bundles go, and what they are made with. */
export interface Bundling {
  /** Folder that receives `<function>/index.mjs`. It is emptied before. */
  readonly outFolder?: string;
  /**
   * Takes `node:http` and `node:https` from `process.getBuiltinModule`: importing them as modules touches every export
   * of them and costs 40 ms of a cold start. `node:process` likewise, for 3 ms.
   */
  readonly leanHttp?: boolean;
}

const root = import.meta.dirname;

/** What a function reads when it is asked for it, instead of carrying it through every start: page to function. */
const beside = { "docs/openapi.json": "public" } as const;

/**
 * Bundles every function, all in one call. The same source gives the same bytes.
 *
 * @throws Error when a function has no `lambda.ts`, or does not build.
 */
export async function bundleFunctions({
  outFolder = join(root, "dist"),
  leanHttp = true,
}: Bundling = {}): Promise<void> {
  const entryPoints = functionNames.map((name) => ({
    in: `functions/${name}/lambda.ts`,
    out: `${name}/index`,
  }));
  await rm(outFolder, { recursive: true, force: true });
  await build({
    ...options,
    entryPoints,
    outdir: outFolder,
    plugins: [withoutUnreached, versionOfClients, ...(leanHttp ? [leanBuiltins] : [])],
  });
  for (const [page, name] of Object.entries(beside)) {
    const written: unknown = JSON.parse(await readFile(join(root, page), "utf8"));
    await writeFile(join(outFolder, name, basename(page)), JSON.stringify(written));
  }
}

const options: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  outExtension: { ".js": ".mjs" },
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "none",
  logLevel: "silent",
};

if (import.meta.main) await bundleFunctions();
