import { readFileSync, writeFileSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { z } from "zod";
import { startTenant } from "../run/global-setup.ts";
import { servingFunctions } from "../run/kit/functions.ts";

/** Seconds after which a function of the API is ended: a call that hangs then outlives its function. */
const timeLimit = 1;

const withFunctions = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Properties: z.optional(z.looseObject({})) })),
});

/** A tenant whose functions have little time, and the machine for itself. */
export default (project: TestProject): Promise<() => Promise<void>> =>
  startTenant(project, { onDisk: true, synthesized: shortenTimeLimits });

function shortenTimeLimits(templateFile: string): void {
  const template = withFunctions.parse(JSON.parse(readFileSync(templateFile, "utf8")));
  for (const { name } of servingFunctions) {
    const properties = template.Resources[`${name}Function`]?.Properties;
    if (properties?.Timeout === undefined)
      throw new Error("A function of the API has no time limit to shorten.");
    properties.Timeout = timeLimit;
  }
  writeFileSync(templateFile, JSON.stringify(template));
}
