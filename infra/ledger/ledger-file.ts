import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { canonical } from "../template.ts";
import type { Rows } from "./rows.ts";

const rows = z.record(
  z.string(),
  z.strictObject({ type: z.string(), facts: z.record(z.string(), z.unknown()) }),
);

const tenantLedger = z.strictObject({
  /** Name of the stack. */
  stack: z.string(),
  /** Fields of the tenant's file that cannot change, or not freely. */
  fields: z.record(z.string(), z.unknown()),
  resources: rows,
});

/** What a tenant's deployed stack holds, as `kith ledger record` wrote it down. */
export type TenantLedger = z.output<typeof tenantLedger>;

/** A ledger that is there and cannot be read. */
export class UnreadableLedger extends Error {}

/** @returns undefined when nothing was recorded. @throws UnreadableLedger */
export function readTenantLedger(file: string): TenantLedger | undefined {
  return existsSync(file) ? parsed(file, tenantLedger) : undefined;
}

/** Rows of the release. @throws UnreadableLedger */
export const readRows = (file: string): Rows => parsed(file, rows);

/** Writes a ledger so that two of them can be compared line by line. */
export function writeLedger(file: string, ledger: TenantLedger | Rows): void {
  writeFileSync(file, written(ledger));
}

/** How a ledger stands in its file: members in the order of their names, each fact on a line of its own. */
export const written = (ledger: TenantLedger | Rows): string =>
  `${lines(JSON.parse(canonical(ledger)), "")}\n`;

/** JSON in which groups of rows, rows and their facts are broken into lines, and the values of facts are not. */
function lines(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (!isGroup(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) =>
      `${inner}${JSON.stringify(name)}: ${name === "facts" ? facts(member, inner) : lines(member, inner)}`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

function facts(value: unknown, indent: string): string {
  if (!isGroup(value) || Object.keys(value).length === 0) return "{}";
  const each = Object.entries(value).map(
    ([name, fact]) => `${indent}  ${JSON.stringify(name)}: ${JSON.stringify(fact)}`,
  );
  return `{\n${each.join(",\n")}\n${indent}}`;
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    const name = join(basename(dirname(file)), basename(file));
    throw new UnreadableLedger(`${name} cannot be read: take it out of version control again`);
  }
}
