import type { Table } from "../kernel/ports.ts";
import type { Environment, Variable } from "./environment.ts";

/** The physical name of a table. */
export type TableName = (table: Table) => string;

const variables = {
  community: "KITH_TABLE_COMMUNITY",
  keyring: "KITH_TABLE_KEYRING",
  audit: "KITH_TABLE_AUDIT",
  "audit-keys": "KITH_TABLE_AUDIT_KEYS",
  "audit-index": "KITH_TABLE_AUDIT_INDEX",
} as const satisfies Record<Table, Variable>;

/**
 * Physical names of the tables that a function was given.
 * @returns A lookup that throws for a table the function was not given: that is a mistake in its composition.
 */
export const tableNames =
  (environment: Partial<Environment<(typeof variables)[Table]>>): TableName =>
  (table) => {
    const name = environment[variables[table]];
    if (name === undefined) throw new Error(`This function was not given the table ${table}.`);
    return name;
  };
