import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stdout } from "node:process";
import { readFounded, writeFounded } from "./founded-file.ts";
import { type LocalTenant, startLocalTenant } from "./local-tenant.ts";
import { removeRunFile, writeRunFile } from "./run-file.ts";
import { accountOf, samplePatients } from "./sample/patients.ts";
import { samplePeople } from "./sample/people.ts";
import { foundSample, joinSamplePeople, placeIn, seedPatients } from "./seed.ts";
import type { Founded } from "./setup.ts";
import { readOptions, UsageError } from "./usage.ts";
import { welcome } from "./welcome.ts";

const help = `Usage: npm start -- [options]

Runs a whole tenant on this machine from the template that would be deployed.
  --fresh         begin with an empty community; what the last run kept is deleted
  --port N        port of the API (default: a free one)
  --tenant ID     which file of tenants/ to run (default: the first)
  --data FOLDER   where data is kept (default .kith)
  --quiet         print nothing but errors and the API's URL
  --help          this text

Ctrl-C ends it and everything it started. Data is kept for the next start.
`;

const options = {
  fresh: { type: "boolean", default: false },
  port: { type: "string" },
  tenant: { type: "string" },
  data: { type: "string", default: ".kith" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Starts the local run and keeps it until it is told to end. */
export async function start(words: readonly string[]): Promise<void> {
  const { values } = readOptions(words, options);
  if (values.help) return void stdout.write(help);
  const say = values.quiet ? () => undefined : (line: string) => void stdout.write(`${line}\n`);
  const data = values.data;
  const port = portOf(values.port);
  if (values.fresh) emptyFolder(data);
  mkdirSync(data, { recursive: true });
  const { source, patients } = samplePatients(3);
  const people = [...samplePeople, ...patients.map(accountOf)];
  const tenant = await startLocalTenant({
    dataFolder: join(data, "run"),
    assembly: join(data, "cdk.out"),
    tenant: values.tenant,
    port,
    people,
    progress: (sentence) => say(`${sentence} ...`),
  });
  endOnSignal(tenant, data);
  writeRunFile(data, tenant.file);
  stdout.write(values.quiet ? `${tenant.run.apiUrl}\n` : `\nThe API answers at ${tenant.run.apiUrl}\n`);
  await fill(tenant, data, patients, source, say);
}

async function fill(
  tenant: LocalTenant,
  data: string,
  patients: Parameters<typeof seedPatients>[2],
  source: "ehr" | "bundled",
  say: (line: string) => void,
): Promise<void> {
  say(
    `Letting ${samplePeople.length} people in, and ${patients.length} patients of the ${source === "ehr" ? "EHR's export" : "bundled sample"} ...`,
  );
  const founded = readFounded(data) ?? (await foundAndKeep(tenant, data));
  await joinSamplePeople(tenant, founded);
  await seedPatients(tenant, founded, patients);
  say(welcome(tenant, placeIn(founded, "heart-failure", "daily-life")));
}

async function foundAndKeep(tenant: LocalTenant, data: string): Promise<Founded> {
  const founded = await foundSample(tenant);
  writeFounded(data, founded);
  return founded;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new UsageError("--port takes a number from 1 to 65535.");
  return port;
}

/** Deletes only what is a run's own data: a folder that holds anything else was named by mistake. */
function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!existsSync(join(folder, "cdk.out")))
    throw new UsageError(`${folder} does not hold a local run. Nothing was deleted.`);
  rmSync(folder, { recursive: true });
}

function endOnSignal(tenant: LocalTenant, data: string): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    removeRunFile(data);
    tenant.run.close().then(
      () => process.exit(0),
      () => process.exit(4),
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
}
