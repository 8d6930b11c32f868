import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { type CloudAssembly, DISABLE_CREATION_STACK_TRACES } from "aws-cdk-lib/cx-api";
import { z } from "zod";
import { accountBaselineStack } from "./account-baseline-stack.ts";
import { RefusedStack } from "./checks/refused-stack.ts";
import { communityStack } from "./community-stack.ts";
import { choices } from "./fixed-costs.ts";
import { Gate, type Made } from "./gate.ts";
import type { TenantConfig } from "./tenant-config.ts";
import { readTenantFiles, type TenantOfFile } from "./tenant-file/read-tenants.ts";

const root = join(import.meta.dirname, "..");

export interface Synthesis {
  /** Folder with the tenants' files. */
  readonly tenantsFolder: string;
  /** Folder that receives the cloud assembly; what an earlier synthesis left in it is removed. */
  readonly outFolder: string;
  /** Folder with the functions' bundles, as `build.ts` makes it. */
  readonly bundles?: string;
  /** Day by which acknowledgements are judged, as year-month-day in UTC; today when absent. */
  readonly today?: string;
}

/** A tenant, the name of its stack, how many resources that has (CloudFormation takes 500), and what its choices cost. */
export interface SynthesizedTenant {
  readonly id: string;
  readonly stack: string;
  readonly resources: number;
  readonly choices: readonly string[];
}

/**
 * Writes the cloud assembly for all tenants of a folder, or nothing when any of it may not be deployed. Asks neither
 * network nor account.
 *
 * @returns the tenants in the order of their files.
 * @throws Refusal when a tenant's file cannot be accepted.
 * @throws RefusedStack when a stack breaks a rule, or a deploy would lose something.
 */
export function synthesize(synthesis: Synthesis): readonly SynthesizedTenant[] {
  const { tenantsFolder, outFolder, today = new Date().toISOString().slice(0, 10) } = synthesis;
  const tenants = readTenantFiles(tenantsFolder);
  const app = emptyApp(outFolder);
  const gate = new Gate(app);
  try {
    const made = addStacks(app, tenants, synthesis.bundles);
    const assembly = app.synth();
    const reasons = gate.reasons(assembly, made, { tenantsFolder, settings: cdkSettings(), today });
    if (reasons.length > 0) throw new RefusedStack(reasons);
    return made.map(({ config, stack }) => ({
      id: config.tenant.id,
      stack,
      resources: resourcesOf(assembly, stack),
      choices: choices(config),
    }));
  } catch (error) {
    // What was refused must not be there to be deployed.
    removeAssembly(outFolder);
    throw error;
  }
}

/** An app that writes into a folder, from which an earlier assembly is removed. */
export function emptyApp(outFolder: string): App {
  removeAssembly(outFolder);
  return new App({
    outdir: outFolder,
    // Where in our code a resource was made: paths of this machine in the assembly.
    context: { ...cdkSettings().context, [DISABLE_CREATION_STACK_TRACES]: true },
    analyticsReporting: false,
    stackTraces: false,
  });
}

/** The stacks of all tenants, and those of their accounts. @returns the tenants' stacks, in their order. */
export function addStacks(
  app: App,
  tenants: readonly TenantOfFile[],
  bundles = join(root, "dist"),
): readonly Made[] {
  const baselineOf = baselines(app);
  return tenants.map(({ config, path }) => {
    const stack = communityStack(app, config, bundles);
    // Order only, no reference: a stack must not hold another one's value.
    stack.addStackDependency(baselineOf(config));
    return { config, file: path, stack: stack.stackName };
  });
}

/** Otherwise the stack of a tenant that is gone would still be deployed. Removes nothing but an assembly. */
function removeAssembly(folder: string): void {
  if (!existsSync(join(folder, "cdk.out"))) return;
  // The CDK's command line holds its locks in this folder while we write into it.
  const old = readdirSync(folder).filter((name) => !name.endsWith(".lock"));
  for (const name of old) rmSync(join(folder, name), { recursive: true });
}

function baselines(app: App) {
  const stacks = new Map<string, ReturnType<typeof accountBaselineStack>>();
  return ({ aws }: TenantConfig) => {
    const place = `${aws.account}/${aws.region}`;
    const stack = stacks.get(place) ?? accountBaselineStack(app, aws);
    stacks.set(place, stack);
    return stack;
  };
}

const withResources = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });

function resourcesOf(assembly: CloudAssembly, stack: string): number {
  const { Resources } = withResources.parse(assembly.getStackByName(stack).template);
  return Object.keys(Resources).length;
}

const cdkFile = z.looseObject({ context: z.record(z.string(), z.unknown()) });

/** What cdk.json says, with its flags, which only the CDK's command line would read by itself. */
function cdkSettings(): z.output<typeof cdkFile> {
  return cdkFile.parse(JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")));
}
