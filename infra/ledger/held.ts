import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { StackTemplate } from "../template.ts";
import type { TenantConfig } from "../tenant-config.ts";
import { readTenantLedger, type TenantLedger } from "./ledger-file.ts";
import { losses } from "./losses.ts";
import { rowsOf } from "./rows.ts";
import { impersonal, rowsOfShape } from "./shapes.ts";
import { fieldLosses, fieldsOf } from "./tenant-fields.ts";

const ENDING = ".deployed.json";

/** Where what is deployed of a tenant is recorded: beside its file. @param file path of the tenant's file. */
export const ledgerOf = (file: string): string => file.replace(/\.yaml$/, ENDING);

/** What a stack would be recorded as. */
export const present = (stack: string, config: TenantConfig, template: StackTemplate): TenantLedger => ({
  stack,
  fields: fieldsOf(config),
  resources: rowsOf(template, true),
});

/** What the release records and the template lost: our own mistake. */
export function releaseLosses(config: TenantConfig, template: StackTemplate): readonly string[] {
  const rows = impersonal(rowsOf(template, false), config);
  return losses(rowsOfShape(config), rows).map(({ sentence }) => sentence);
}

/**
 * What a deploy would lose of what was recorded of the tenant; nothing when nothing was.
 * @throws UnreadableLedger
 */
export function deployedLosses(file: string, now: TenantLedger): readonly string[] {
  const recorded = readTenantLedger(ledgerOf(file));
  if (recorded === undefined) return [];
  return [...fieldLosses(recorded.fields, now.fields), ...losses(recorded.resources, now.resources)].map(
    ({ sentence }) => sentence,
  );
}

/** Ledgers of a folder whose tenant's file is gone: its name was changed, or the tenant was given up. */
export function orphans(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .filter((name) => !existsSync(join(folder, name.replace(ENDING, ".yaml"))))
    .map(
      (name) =>
        `${join(basename(folder), name)} belongs to no tenant's file: give that its name back, or delete this file if the tenant is given up`,
    );
}
