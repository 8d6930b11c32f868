import { stderr, stdout } from "node:process";
import { assemblyFolder, runFolder } from "./data-folder.ts";
import { endOnSignal } from "./ending.ts";
import { type Founded, writeFounded } from "./founded-file.ts";
import { type LocalTenant, type LocalTenantOptions, startLocalTenant } from "./local-tenant.ts";
import { removeRunFile, writeRunFile } from "./run-file.ts";
import { accountOf, samplePatients } from "./sample/patients.ts";
import { samplePeople } from "./sample/people.ts";
import { foundSample, joinSamplePeople, placeIn } from "./seed.ts";
import { type Seeded, seedPatients } from "./seed-patients.ts";
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
  const sample = samplePatients();
  const starting = startLocalTenant({
    dataFolder: runFolder(asked.data),
    assembly: assemblyFolder(asked.data),
    tenant: asked.tenant,
    port: asked.port,
    people: [...samplePeople, ...sample.patients.map(accountOf)],
    progress: (sentence) => asked.say(`${sentence} ...`),
    onRefusal: tellRefusal,
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

/** Whoever wrote the grants learns at once which one is missing; the caller of the API only learns that Kith is unavailable. */
const tellRefusal: NonNullable<LocalTenantOptions["onRefusal"]> = ({ principal, action, resource, why }) =>
  void stderr.write(`IAM refused ${principal} ${action} on ${resource}: ${why}\n`);

async function fill(
  tenant: LocalTenant,
  { data, quiet, say, founded: kept }: Asked,
  { source, patients }: ReturnType<typeof samplePatients>,
): Promise<void> {
  writeRunFile(data, tenant.file);
  stdout.write(quiet ? `${tenant.run.apiUrl}\n` : `\nThe API answers at ${tenant.run.apiUrl}\n`);
  say(kept ? "Opening what the last run kept ..." : `Letting ${samplePeople.length} people in ...`);
  const founded = kept ?? (await foundAndKeep(tenant, data));
  await joinSamplePeople(tenant, founded);
  say(welcome(tenant, placeIn(founded, "heart-failure", "daily-life"), data));
  const from = source === "ehr" ? "EHR's export" : "bundled sample";
  say(`Seeding: ${patients.length} patients of the ${from} join, write and support each other ...`);
  say(inWords(await seedPatients(tenant, founded, patients, say)));
}

/** What the seeding came to. A kept tenant has its patients already. */
const inWords = ({ people, messages, threads, reactions }: Seeded): string =>
  people + messages === 0
    ? "Seeding is done: everybody was in already."
    : `Seeding is done: ${people} patients came in, with ${messages} messages, ${threads} threads and ${reactions} reactions.`;

async function foundAndKeep(tenant: LocalTenant, data: string): Promise<Founded> {
  const founded = await foundSample(tenant);
  writeFounded(data, founded);
  return founded;
}
