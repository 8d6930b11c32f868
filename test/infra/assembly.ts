import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { functionNames } from "../../infra/functions.ts";
import { synthesize } from "../../infra/synthesize.ts";

/** A resource as the template writes it. */
export interface Written {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at any property of any type
  readonly Properties: any;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
export interface Template {
  readonly Resources: Readonly<Record<string, Written>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export const example: string = readFileSync("tenants/example.yaml", "utf8");

const root = inject("assemblies");

const made = new Map<string, string>();

/**
 * Synthesizes tenants, given as file name and text, and says where the assembly is: once for the same tenants under the same
 * name, for all files of the tests. What a test changes it makes with {@link synthesizeInto}.
 */
export function synthesized(name: string, files: Readonly<Record<string, string>>): string {
  const key = JSON.stringify([name, files]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const outFolder = mkdtempSync(join(root, `${name}-`));
  synthesizeInto(outFolder, files);
  made.set(key, outFolder);
  return outFolder;
}

/** As {@link synthesized}, into a folder that may be there already. */
export function synthesizeInto(outFolder: string, files: Readonly<Record<string, string>>): void {
  const tenantsFolder = mkdtempSync(join(root, "tenants-"));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(tenantsFolder, file), text);
  synthesize({ tenantsFolder, outFolder, bundles: bundles() });
}

/** Bundles that do nothing: the stack does not depend on what is in them. */
export function bundles(): string {
  const folder = join(root, "bundles");
  for (const name of functionNames) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "index.mjs"), `export const handler = () => "${name}";\n`);
  }
  return folder;
}

export function templateOf(outFolder: string, stack: string): Template {
  return JSON.parse(readFileSync(join(outFolder, `${stack}.template.json`), "utf8"));
}

/** The resources of a type, with their logical ids. */
export function ofType(template: Template, type: string): readonly (Written & { readonly id: string })[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }));
}

/** The one resource of an id. */
export function resource(template: Template, id: string): Written {
  const found = template.Resources[id];
  if (found === undefined) throw new Error(`No resource ${id} in the template`);
  return found;
}
