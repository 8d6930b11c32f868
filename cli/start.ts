import { stdout } from "node:process";
import { readTenants } from "../infra/tenant-file/read-tenants.ts";
import { checkKept } from "../local/kept-data.ts";
import { listen } from "../local/listen.ts";
import { prepareFolder, runFolder } from "./data-folder.ts";
import { readFounded } from "./founded-file.ts";
import { knownTenant, tenantsFolder } from "./known-tenant.ts";
import { defaultData } from "./run-file.ts";
import { readOptions, UsageError } from "./usage.ts";

const help = `Usage: npm start -- [options]

Runs a whole tenant on this machine from the template that would be deployed.
  --fresh         begin with an empty community; what the last run kept is deleted
  --port N        port of the API (default: a free one)
  --tenant ID     which tenant of tenants/ to run (default: the first)
  --data FOLDER   where data is kept (default ${defaultData})
  --quiet         print nothing but errors and the API's URL
  --help          this text

Ctrl-C ends it and everything it started. Data is kept for the next start.
`;

const options = {
  fresh: { type: "boolean", default: false },
  port: { type: "string" },
  tenant: { type: "string" },
  data: { type: "string", default: defaultData },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Starts the local run and keeps it until it is told to end. */
export async function start(words: readonly string[]): Promise<void> {
  const { values } = readOptions(words, options);
  if (values.help) return void stdout.write(help);
  const { data, quiet, tenant } = values;
  const port = portOf(values.port);
  await assertCanRun(tenant, port);
  await prepareFolder(data, values.fresh);
  const say = quiet ? () => undefined : (line: string) => void stdout.write(`${line}\n`);
  const founded = readFounded(data);
  if (founded) await checkKept(runFolder(data));
  // Loaded when it is needed: whoever mistyped a flag need not wait for the CDK.
  const { runTenant } = await import("./run-tenant.ts");
  await runTenant({ data, port, tenant, quiet, say, founded });
}

/** What cannot run must not first delete what an earlier run kept. */
async function assertCanRun(tenant: string | undefined, port: number | undefined): Promise<void> {
  knownTenant(
    readTenants(tenantsFolder).map((file) => file.tenant),
    tenant,
  );
  if (port === undefined) return;
  const { close } = await listen(port, (_, response) => response.end());
  await close();
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new UsageError("--port takes a number from 1 to 65535.");
  return port;
}
