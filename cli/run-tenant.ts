import { stdout } from "node:process";
import { assemblyFolder, runFolder } from "./data-folder.ts";
import { endOnSignal } from "./ending.ts";
import { type Founded, writeFounded } from "./founded-file.ts";
import { type LocalTenant, startLocalTenant } from "./local-tenant.ts";
import { removeRunFile, writeRunFile } from "./run-file.ts";
import { accountOf, samplePatients } from "./sample/patients.ts";
import { samplePeople } from "./sample/people.ts";
import { foundSample, joinSamplePeople, placeIn, seedPatients } from "./seed.ts";
import { welcome } from "./welcome.ts";

/** What a run is asked for. */
export interface Asked {
  readonly data: string;
  readonly port: number | undefined;
  readonly tenant: string | undefined;
  readonly say: (line: string) => void;
  readonly quiet: boolean;
  /** What the kept data was begun with. */
  readonly founded: Founded | undefined;
}

/** Runs until told to end; a run that fails on the way leaves nothing behind that runs. */
export async function runTenant(asked: Asked): Promise<void> {
  const sample = samplePatients(3);
  const starting = startLocalTenant({
    dataFolder: runFolder(asked.data),
    assembly: assemblyFolder(asked.data),
    tenant: asked.tenant,
    port: asked.port,
    people: [...samplePeople, ...sample.patients.map(accountOf)],
    progress: (sentence) => asked.say(`${sentence} ...`),
  });
  const ending = endOnSignal(async () => {
    const tenant = await starting.catch(() => undefined);
    if (tenant) removeRunFile(asked.data);
    await tenant?.run.close();
  });
  try {
    await fill(await starting, asked, sample);
  } catch (error) {
    await ending.close();
    if (!ending.asked()) throw error;
  }
}

async function fill(
  tenant: LocalTenant,
  { data, quiet, say, founded: kept }: Asked,
  { source, patients }: ReturnType<typeof samplePatients>,
): Promise<void> {
  writeRunFile(data, tenant.file);
  stdout.write(quiet ? `${tenant.run.apiUrl}\n` : `\nThe API answers at ${tenant.run.apiUrl}\n`);
  const from = source === "ehr" ? "EHR's export" : "bundled sample";
  const people = `${samplePeople.length} people in, and ${patients.length} patients of the ${from}`;
  say(kept ? "Opening what the last run kept ..." : `Letting ${people} ...`);
  const founded = kept ?? (await foundAndKeep(tenant, data));
  await joinSamplePeople(tenant, founded);
  await seedPatients(tenant, founded, patients);
  say(welcome(tenant, placeIn(founded, "heart-failure", "daily-life"), data));
}

async function foundAndKeep(tenant: LocalTenant, data: string): Promise<Founded> {
  const founded = await foundSample(tenant);
  writeFounded(data, founded);
  return founded;
}
