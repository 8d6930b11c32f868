import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { z } from "zod";
import { accountBaselineStack } from "./account-baseline-stack.ts";
import { communityStack } from "./community-stack.ts";
import type { TenantConfig } from "./tenant-config.ts";
import { readTenants } from "./tenant-file/read-tenants.ts";

export interface Synthesis {
  /** Folder with the tenants' files. */
  readonly tenantsFolder: string;
  /** Folder that receives the cloud assembly. */
  readonly outFolder: string;
  /** Folder with the functions' bundles; as `build.ts` makes it. */
  readonly bundles?: string;
}

export interface SynthesizedTenant {
  readonly id: string;
  /** Name of its stack. */
  readonly stack: string;
}

/**
 * Writes the cloud assembly for all tenants of a folder. Asks neither network nor account.
 *
 * @returns The tenants with the names of their stacks, in the order of their files.
 * @throws Refusal when a tenant's file cannot be accepted.
 * @throws Error when AWS's own rules for templates find a fault.
 */
export function synthesize({
  tenantsFolder,
  outFolder,
  bundles = "dist",
}: Synthesis): readonly SynthesizedTenant[] {
  const tenants = readTenants(tenantsFolder);
  const app = new App({
    outdir: outFolder,
    context: featureFlags(),
    analyticsReporting: false,
    stackTraces: false,
  });
  const baselineOf = baselines(app);
  const stacks = tenants.map((config) => {
    const stack = communityStack(app, config, bundles);
    // Order only, no reference: a stack must not hold another one's value.
    stack.addStackDependency(baselineOf(config));
    return { id: config.tenant.id, stack: stack.stackName };
  });
  app.synth();
  return stacks;
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

const cdkFile = z.looseObject({ context: z.record(z.string(), z.unknown()) });

/** The flags of cdk.json, which only the CDK's command line would read by itself. */
function featureFlags(): Record<string, unknown> {
  return cdkFile.parse(JSON.parse(readFileSync(new URL("../cdk.json", import.meta.url), "utf8"))).context;
}
