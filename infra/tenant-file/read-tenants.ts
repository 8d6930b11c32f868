import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type TenantConfig, tenantFile } from "../tenant-config.ts";
import { faultsOf } from "./faults-of.ts";
import { knownFields } from "./known-fields.ts";
import { parseYaml } from "./parse-yaml.ts";
import { Refusal } from "./refusal.ts";

/** A tenant's file and what it says. */
export interface TenantOfFile {
  /** Path of the file. */
  readonly path: string;
  readonly config: TenantConfig;
}

/** What the files of a folder say, as {@link readTenantFiles} reads them. @throws Refusal */
export const readTenants = (folder: string): readonly TenantConfig[] =>
  readTenantFiles(folder).map(({ config }) => config);

/**
 * Reads every file of a folder whose name ends in .yaml, in the order of their names.
 *
 * @throws Refusal for a file that cannot be accepted, or two of the same tenant.
 */
export function readTenantFiles(folder: string): readonly TenantOfFile[] {
  const names = yamlFiles(folder);
  const tenants = new Map<string, string>();
  return names.map((name) => {
    const file = join(basename(folder), name);
    const path = join(folder, name);
    const { config, idLine } = readTenant(file, bytesOf(file, path));
    const other = tenants.get(config.tenant.id);
    if (other !== undefined) throw sameId(file, idLine, other);
    tenants.set(config.tenant.id, file);
    return { path, config };
  });
}

/** @param file name for messages. @throws Refusal */
export function readTenant(file: string, bytes: Uint8Array): { config: TenantConfig; idLine: number } {
  const { value, lineOf } = parseYaml(file, bytes);
  const result = tenantFile.safeParse(value);
  if (result.success) return { config: result.data, idLine: lineOf(["tenant", "id"]) };
  const known = (path: readonly PropertyKey[]) => knownFields(tenantFile, path);
  throw new Refusal(file, faultsOf(result.error.issues, lineOf, known));
}

function yamlFiles(folder: string): readonly string[] {
  const names = readdirSync(folder).sort();
  const wrong = names.find((name) => name.endsWith(".yml"));
  if (wrong !== undefined) throw fault(folder, `has ${wrong}: a tenant's file ends in .yaml; rename it`);
  const files = names.filter((name) => name.endsWith(".yaml"));
  if (files.length === 0) throw fault(folder, "has no tenant: copy tenants/example.yaml into it");
  return files;
}

/** A folder, a link that leads nowhere, or a file without the right to read it may have the name of a tenant's file. */
function bytesOf(file: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    const message = "cannot be read: put a file here that you may read, or take it out of the folder";
    throw new Refusal(file, [{ line: 1, field: "", message }]);
  }
}

function fault(folder: string, message: string): Refusal {
  return new Refusal(basename(folder), [{ line: 1, field: "", message }]);
}

function sameId(file: string, line: number, other: string): Refusal {
  const message = `is also the id of ${other}: every tenant needs its own`;
  return new Refusal(file, [{ line, field: "tenant.id", message }]);
}
