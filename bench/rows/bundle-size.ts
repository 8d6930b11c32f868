import { statSync } from "node:fs";
import { join } from "node:path";
import { functionNames } from "../../infra/functions.ts";
import type { Measurement } from "../context.ts";

/** Row 2: bytes that Lambda loads at each cold start. */
export const bundleSize: Measurement = async ({ bundles }) => {
  const folder = await bundles(true);
  return functionNames.map((name) => ({
    row: 2,
    what: `bundle of ${name}, minified`,
    value: statSync(join(folder, name, "index.mjs")).size / 1_000,
    unit: "kB",
    ...{ judged: "value" as const, budget: 320, moonshot: 130 },
  }));
};
