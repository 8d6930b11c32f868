/** Bundles and synthesizes, as `npm run synth` does, from and into other folders. */
import { bundleFunctions } from "../../build.ts";
import { synthesize } from "../../infra/synthesize.ts";

const [tenantsFolder = "", outFolder = "", bundles = ""] = process.argv.slice(2);
await bundleFunctions({ outFolder: bundles });
synthesize({ tenantsFolder, outFolder, bundles });
const { user, system } = process.cpuUsage();
process.stdout.write(String((user + system) / 1_000_000));
