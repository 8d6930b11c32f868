import { join } from "node:path";
import { bundleFunctions } from "../build.ts";
import { RefusedStack } from "./checks/refused-stack.ts";
import { synthesize } from "./synthesize.ts";
import { Refusal } from "./tenant-file/refusal.ts";

const root = join(import.meta.dirname, "..");

/** Exit code for what cannot be accepted, as in `kith`: the input is wrong, not the program. */
const REFUSED = 3;

/** Bundles the functions and writes the cloud assembly of all tenants: what `npm run synth` and `cdk` run. */
async function main(): Promise<void> {
  await bundleFunctions();
  const tenants = synthesize({
    tenantsFolder: join(root, "tenants"),
    // The CDK's command line says where it wants the assembly.
    outFolder: process.env.CDK_OUTDIR ?? join(root, "cdk.out"),
  });
  for (const { stack, resources, choices } of tenants) {
    process.stderr.write(`${stack}: ${resources} resources\n`);
    for (const choice of choices) process.stderr.write(`  ${choice}\n`);
  }
}

try {
  await main();
} catch (error) {
  // A file to be corrected: the sentence is for whoever wrote it, a stack trace would only hide it.
  if (!(error instanceof Refusal || error instanceof RefusedStack)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = REFUSED;
}
