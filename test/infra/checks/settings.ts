import { readFileSync } from "node:fs";

/** What `cdk.json` says. */
export const settings: Readonly<Record<string, unknown>> = JSON.parse(readFileSync("cdk.json", "utf8"));
