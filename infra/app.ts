import { join } from "node:path";
import { bundleFunctions } from "../build.ts";
import { synthesize } from "./synthesize.ts";

const root = join(import.meta.dirname, "..");

await bundleFunctions();
// The CDK's command line says where it wants the assembly.
synthesize({
  tenantsFolder: join(root, "tenants"),
  outFolder: process.env.CDK_OUTDIR ?? join(root, "cdk.out"),
});
