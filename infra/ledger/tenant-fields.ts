import { at } from "../template.ts";
import { type TenantConfig, tenantFile } from "../tenant-config.ts";
import { settingsOf } from "../tenant-file/settings.ts";
import type { Loss } from "./losses.ts";

/** Fields by their names, with what is recorded of them. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a tenant's file that the schema says cannot change, or not freely, each with what it says. */
const guarded: ReadonlyMap<string, string> = new Map(
  settingsOf(tenantFile)
    .filter(({ change }) => /^(?:no: |yes, but )|never back$/.test(change))
    .map(({ field, change }) => [field, change]),
);

/** What is recorded of a tenant's file. A group is recorded as `own`, and by those of its members that are guarded. */
export function fieldsOf(config: TenantConfig): Fields {
  return Object.fromEntries(
    [...guarded.keys()].map((field) => {
      const value = at(config, ...field.split("."));
      return [field, typeof value === "object" && value !== null ? "own" : (value ?? null)];
    }),
  );
}

/** What a deploy of the file as it is now would lose. Repeats no value of the file. */
export function fieldLosses(recorded: Fields, present: Fields): readonly Loss[] {
  return Object.entries(recorded)
    .filter(([field, before]) => isLost(field, before, present[field]))
    .map(([field]) => ({ id: field, sentence: `${field} is not what was deployed: ${consequence(field)}` }));
}

function isLost(field: string, before: unknown, after: unknown): boolean {
  if (before === null || before === after) return false;
  return !guarded.get(field)?.endsWith("never back") || before === "compliance";
}

const consequence = (field: string): string =>
  (guarded.get(field) ?? "it cannot change").replace(/^no: |^yes, but /, "").replace(/^from/, "it goes from");
