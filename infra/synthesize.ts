import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { type CloudAssembly, DISABLE_CREATION_STACK_TRACES } from "aws-cdk-lib/cx-api";
import { z } from "zod";
import { accountBaselineStack } from "./account-baseline-stack.ts";
import { communityStack } from "./community-stack.ts";
import { choices } from "./fixed-costs.ts";
import type { TenantConfig } from "./tenant-config.ts";
import { readTenants } from "./tenant-file/read-tenants.ts";

const root = join(import.meta.dirname, "..");

export interface Synthesis {
  /** Folder with the tenants' files. */
  readonly tenantsFolder: string;
  /** Folder that receives the cloud assembly; what an earlier synthesis left in it is removed. */
  readonly outFolder: string;
  /** Folder with the functions' bundles, as `build.ts` makes it. */
  readonly bundles?: string;
}

/** A tenant, the name of its stack, how many resources that has (CloudFormation takes 500), and what its choices cost. */
export interface SynthesizedTenant {
  readonly id: string;
  readonly stack: string;
  readonly resources: number;
  readonly choices: readonly string[];
}

/**
 * Writes the cloud assembly for all tenants of a folder. Asks neither network nor account.
 *
 * @returns the tenants in the order of their files.
 * @throws Refusal when a tenant's file cannot be accepted.
 * @throws Error when AWS's own rules for templates find a fault.
 */
export function synthesize({
  tenantsFolder,
  outFolder,
  bundles = join(root, "dist"),
}: Synthesis): readonly SynthesizedTenant[] {
  const tenants = readTenants(tenantsFolder);
  removeAssembly(outFolder);
  const app = new App({
    outdir: outFolder,
    // Where in our code a resource was made: paths of this machine in the assembly.
    context: { ...featureFlags(), [DISABLE_CREATION_STACK_TRACES]: true },
    analyticsReporting: false,
    stackTraces: false,
  });
  const baselineOf = baselines(app);
  const made = tenants.map((config) => {
    const stack = communityStack(app, config, bundles);
    // Order only, no reference: a stack must not hold another one's value.
    stack.addStackDependency(baselineOf(config));
    return { id: config.tenant.id, stack: stack.stackName, choices: choices(config) };
  });
  const assembly = app.synth();
  return made.map((tenant) => ({ ...tenant, resources: resourcesOf(assembly, tenant.stack) }));
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

/** The flags of cdk.json, which only the CDK's command line would read by itself. */
function featureFlags(): Record<string, unknown> {
  return cdkFile.parse(JSON.parse(readFileSync(join(root, "cdk.json"), "utf8"))).context;
}
