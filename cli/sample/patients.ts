import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { SamplePerson } from "./people.ts";

const conditions = ["heart-failure", "diabetes", "obesity", "asthma"] as const;
type Condition = (typeof conditions)[number];

/** A patient as an EHR's export gives one, reduced to what an invitation needs. */
export interface SamplePatient {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  /** Those that have a program in the sample tenant, at least one. */
  readonly conditions: readonly Condition[];
}

const root = join(import.meta.dirname, "../..");
const bundled = z.array(
  z.object({
    id: z.string(),
    given: z.string(),
    family: z.string(),
    conditions: z.array(z.enum(conditions)).check(z.minLength(1)),
  }),
);
const patient = z.object({
  id: z.string(),
  name: z.array(z.object({ family: z.string(), given: z.array(z.string()) })),
});
const condition = z.object({
  code: z.object({ coding: z.array(z.object({ code: z.string() })) }),
  subject: z.object({ reference: z.string() }),
});

/** SNOMED CT codes of the conditions that have a program in the sample tenant. */
const programOf: Readonly<Record<string, Condition>> = {
  "88805009": "heart-failure",
  "44054006": "diabetes",
  "162864005": "obesity",
  "195967001": "asthma",
  "233678006": "asthma",
};

/** Where the synthetic FHIR export lies, when this checkout has one beside it; KITH_EHR names another folder. */
export const ehrFolder = (): string => process.env.KITH_EHR ?? join(root, "../shared/data/ehr");

/**
 * Patients of the synthetic export (FHIR R4 NDJSON), or of the bundled sample when there is none.
 * @param count How many at most, in the order of the file; all when absent.
 */
export function samplePatients(count?: number): {
  readonly source: "ehr" | "bundled";
  readonly patients: readonly SamplePatient[];
} {
  if (existsSync(join(ehrFolder(), "Patient.ndjson")))
    return { source: "ehr", patients: fromExport(ehrFolder()).slice(0, count) };
  const text = readFileSync(join(import.meta.dirname, "patients.json"), "utf8");
  return { source: "bundled", patients: bundled.parse(JSON.parse(text)).slice(0, count) };
}

function fromExport(folder: string): readonly SamplePatient[] {
  const found = new Map<string, Set<Condition>>();
  for (const { code, subject } of lines(join(folder, "Condition.ndjson"), condition)) {
    const id = subject.reference.replace("urn:uuid:", "");
    const known = code.coding.flatMap(({ code: snomed }) => programOf[snomed] ?? []);
    found.set(id, new Set([...(found.get(id) ?? []), ...known]));
  }
  return lines(join(folder, "Patient.ndjson"), patient).flatMap(({ id, name: [name] }) => {
    const theirs = conditions.filter((each) => found.get(id)?.has(each));
    return name && theirs.length > 0
      ? [{ id, given: name.given[0] ?? "", family: name.family, conditions: theirs }]
      : [];
  });
}

const lines = <S extends z.ZodMiniType>(file: string, schema: S): readonly z.output<S>[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => schema.parse(JSON.parse(line)));

/** The account that a patient of the export has at the local sign-in. */
export const accountOf = ({ id, given, family, conditions: [first] }: SamplePatient): SamplePerson => ({
  sub: id,
  username: `${given}-${family}`.toLowerCase().replaceAll(/[^a-z-]/g, ""),
  name: `${given} ${family}`,
  email: `${id}@example.org`,
  pool: "members",
  role: "patient",
  program: first ?? "",
  spaces: ["daily-life"],
});
