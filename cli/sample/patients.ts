import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { SamplePerson } from "./people.ts";

/** A patient as an EHR's export gives one, reduced to what an invitation needs. */
export interface SamplePatient {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly condition: "heart-failure" | "diabetes";
}

const root = join(import.meta.dirname, "../..");
const bundled = z.array(
  z.object({
    id: z.string(),
    given: z.string(),
    family: z.string(),
    condition: z.enum(["heart-failure", "diabetes"]),
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
const programOf: Readonly<Record<string, SamplePatient["condition"]>> = {
  "88805009": "heart-failure",
  "44054006": "diabetes",
};

/** Where the synthetic FHIR export lies, when this checkout has one beside it; KITH_EHR names another folder. */
export const ehrFolder = (): string => process.env.KITH_EHR ?? join(root, "../shared/data/ehr");

/**
 * Patients of the synthetic export (FHIR R4 NDJSON), or of the bundled sample when there is none.
 * @param count How many at most, spread over the programs in the order of the file.
 */
export function samplePatients(count: number): {
  readonly source: "ehr" | "bundled";
  readonly patients: readonly SamplePatient[];
} {
  if (existsSync(join(ehrFolder(), "Patient.ndjson")))
    return { source: "ehr", patients: fromExport(ehrFolder()).slice(0, count) };
  const text = readFileSync(join(import.meta.dirname, "patients.json"), "utf8");
  return { source: "bundled", patients: bundled.parse(JSON.parse(text)).slice(0, count) };
}

function fromExport(folder: string): readonly SamplePatient[] {
  const conditions = new Map<string, SamplePatient["condition"]>();
  for (const { code, subject } of lines(join(folder, "Condition.ndjson"), condition)) {
    const known = code.coding
      .map(({ code: snomed }) => programOf[snomed])
      .find((program) => program !== undefined);
    if (known) conditions.set(subject.reference.replace("urn:uuid:", ""), known);
  }
  return lines(join(folder, "Patient.ndjson"), patient).flatMap(({ id, name: [name] }) => {
    const program = conditions.get(id);
    return program && name
      ? [{ id, given: name.given[0] ?? "", family: name.family, condition: program }]
      : [];
  });
}

const lines = <S extends z.ZodMiniType>(file: string, schema: S): readonly z.output<S>[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => schema.parse(JSON.parse(line)));

/** The account that a patient of the export has at the local sign-in. */
export const accountOf = ({ id, given, family, condition }: SamplePatient): SamplePerson => ({
  sub: id,
  username: `${given}-${family}`.toLowerCase().replaceAll(/[^a-z-]/g, ""),
  name: `${given} ${family}`,
  email: `${id}@example.org`,
  pool: "members",
  role: "patient",
  program: condition,
  spaces: ["daily-life"],
});
