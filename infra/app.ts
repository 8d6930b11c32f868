import { bundleFunctions } from "../build.ts";
import { synthesize } from "./synthesize.ts";

await bundleFunctions();
synthesize({ tenantsFolder: "tenants", outFolder: process.env.CDK_OUTDIR ?? "cdk.out" });
