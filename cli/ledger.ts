import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stdout } from "node:process";
import { deployedLosses, ledgerOf, present } from "../infra/ledger/held.ts";
import { readTenantLedger, type TenantLedger, writeLedger } from "../infra/ledger/ledger-file.ts";
import type { StackTemplate } from "../infra/template.ts";
import { readTenantFiles, type TenantOfFile } from "../infra/tenant-file/read-tenants.ts";
import { tenantsFolder } from "./known-tenant.ts";
import { readOptions, UsageError } from "./usage.ts";

const help = `Usage: kith ledger record TENANT
       kith ledger forget TENANT NAME

Writes down what is deployed of a tenant, beside its file in tenants/: npm run synth then refuses whatever would lose it.
  record TENANT        after each deploy: writes down the stack as it is in cdk.out
  forget TENANT NAME   before a deploy that is meant to lose something: takes it out. NAME is the resource or the field
                       that the refusal names
`;

/** Keeps the ledger of a tenant: `record` and `forget`. */
export async function ledger(words: readonly string[]): Promise<void> {
  const { values, positionals } = readOptions(words, { help: { type: "boolean", short: "h" } }, 3);
  if (values.help) return void stdout.write(help);
  const [verb, id, name] = positionals;
  if (verb === "record" && id !== undefined && name === undefined) return void stdout.write(record(id));
  if (verb === "forget" && id !== undefined && name !== undefined) return void stdout.write(forget(id, name));
  throw new UsageError(help);
}

/** @returns what to say. @throws UsageError when there is no such stack, or recording it would hide a loss. */
function record(id: string): string {
  const { config, path } = tenantNamed(id);
  const stack = `kith-${id}`;
  const now = present(stack, config, templateOf(stack));
  const lost = deployedLosses(path, now);
  if (lost.length > 0)
    throw new UsageError(`${lost.join(".\n")}.\nNothing was recorded: see kith ledger --help.`);
  writeLedger(ledgerOf(path), now);
  return `Recorded ${Object.keys(now.resources).length} resources and ${Object.keys(now.fields).length} fields in ${shown(ledgerOf(path))}. Keep this file with the tenant's.\n`;
}

/** @returns what to say. @throws UsageError when nothing of that name is recorded. */
function forget(id: string, name: string): string {
  const file = ledgerOf(tenantNamed(id).path);
  const recorded = readTenantLedger(file);
  if (recorded === undefined) throw new UsageError(`Nothing is recorded of ${id}.`);
  const left = without(recorded, name);
  if (left === undefined)
    throw new UsageError(`${shown(file)} has neither a resource nor a field of that name.`);
  writeLedger(file, left);
  return `${name} is no longer held. The next deploy may lose it; record again afterwards.\n`;
}

function without({ stack, fields, resources }: TenantLedger, name: string): TenantLedger | undefined {
  const [field, resource] = [omit(fields, name), omit(resources, name)];
  if (field === undefined && resource === undefined) return undefined;
  return { stack, fields: field ?? fields, resources: resource ?? resources };
}

function omit<T>(members: Readonly<Record<string, T>>, name: string): Record<string, T> | undefined {
  if (!Object.hasOwn(members, name)) return undefined;
  return Object.fromEntries(Object.entries(members).filter(([member]) => member !== name));
}

function tenantNamed(id: string): TenantOfFile {
  const tenants = readTenantFiles(tenantsFolder);
  const found = tenants.find(({ config }) => config.tenant.id === id);
  const ids = tenants.map(({ config }) => config.tenant.id).join(", ");
  if (found === undefined) throw new UsageError(`There is no such tenant. There are: ${ids}.`);
  return found;
}

function templateOf(stack: string): StackTemplate {
  const file = join(import.meta.dirname, "../cdk.out", `${stack}.template.json`);
  if (!existsSync(file))
    throw new UsageError(`${shown(file)} is not there: run npm run synth, and deploy it first.`);
  return JSON.parse(readFileSync(file, "utf8"));
}

const shown = (file: string): string => relative(join(import.meta.dirname, ".."), file);
