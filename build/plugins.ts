import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";
import { type Unreached, unreached } from "./unreached.ts";

/** Takes `node:http`, `node:https` and `node:process` from `process.getBuiltinModule` instead of importing them as modules. */
export const leanBuiltins: Plugin = {
  name: "lean-builtins",
  setup(builder) {
    builder.onResolve({ filter: /^(?:node:)?(?:https?|process)$/ }, ({ path }) => ({
      path: path.startsWith("node:") ? path : `node:${path}`,
      namespace: "lean-builtins",
    }));
    builder.onLoad({ filter: /.*/, namespace: "lean-builtins" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
      loader: "js",
    }));
  },
};

/** Of a client's package.json the SDK says the version to AWS; the rest would be 2 kB of every bundle. */
export const versionOfClients: Plugin = {
  name: "version-of-clients",
  setup(builder) {
    builder.onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version }: { version?: unknown } = JSON.parse(await readFile(path, "utf8"));
      if (typeof version !== "string") throw new Error("A client of the SDK has no version.");
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** Puts what fails when it is reached in the place of each module that nothing reaches. */
export const withoutUnreached: Plugin = {
  name: "without-unreached",
  setup(builder) {
    for (const [index, { from, module, contents }] of unreached.entries()) {
      const namespace = `unreached-${index}`;
      builder.onResolve({ filter: module }, ({ path, importer }) =>
        isImportedFrom(importer, from) ? { path, namespace } : undefined,
      );
      builder.onLoad({ filter: /.*/, namespace }, () => ({ contents }));
    }
  },
};

/** On every system the same: esbuild gives paths with the separator of this one. */
const isImportedFrom = (importer: string, from: Unreached["from"]): boolean =>
  importer.replaceAll("\\", "/").includes(`/node_modules/${from}/`);
