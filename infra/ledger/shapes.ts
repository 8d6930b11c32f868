import { join } from "node:path";
import { same } from "../template.ts";
import type { TenantConfig } from "../tenant-config.ts";
import { readRows } from "./ledger-file.ts";
import type { Row, Rows } from "./rows.ts";

/** The choices of a tenant's file that change what there is in its stack. Each has a file of rows beside `plain`. */
export const shapes = ["plain", "own-name", "own-sign-in", "vpc"] as const;
export type Shape = (typeof shapes)[number];

const has: Readonly<Record<Shape, (config: TenantConfig) => boolean>> = {
  plain: () => true,
  "own-name": ({ domain }) => domain !== "none",
  "own-sign-in": ({ identity }) => identity.authDomain !== "prefix",
  vpc: ({ network }) => network === "vpc",
};

const folder = join(import.meta.dirname, "shapes");

export const fileOf = (shape: Shape): string => join(folder, `${shape}.json`);

/** The rows that the release records for stacks of a tenant's shape: those of the plain one, and what each choice adds. */
export function rowsOfShape(config: TenantConfig): Rows {
  const own = shapes.filter((shape) => has[shape](config)).map((shape) => readRows(fileOf(shape)));
  return Object.assign({}, ...own);
}

/** What belongs into the file of each shape, out of the rows of one tenant that has no choice but that shape's. */
export function filesOf(rows: Readonly<Record<Shape, Rows>>): Readonly<Record<Shape, Rows>> {
  const beside = (shape: Shape) =>
    Object.fromEntries(Object.entries(rows[shape]).filter(([id, row]) => !same(row, rows.plain[id])));
  return {
    plain: rows.plain,
    "own-name": beside("own-name"),
    "own-sign-in": beside("own-sign-in"),
    vpc: beside("vpc"),
  };
}

/** Rows without what differs from tenant to tenant: its id, its region, and the names that it owns. */
export function impersonal(rows: Rows, config: TenantConfig): Rows {
  const { tenant, aws, domain, identity } = config;
  const inNames = new RegExp(`kith([-/])${tenant.id}(?=[-/]|$)`, "g");
  const whole = new Map<unknown, string>([
    [aws.region, "<region>"],
    ...(domain === "none" ? [] : [[domain.name, "<domain>"] as const]),
    ...(identity.authDomain === "prefix" ? [] : [[identity.authDomain.name, "<sign-in>"] as const]),
  ]);
  const masked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(masked);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner)]));
    if (typeof value !== "string") return value;
    return whole.get(value) ?? value.replace(inNames, "kith$1<tenant>");
  };
  return Object.fromEntries(
    Object.entries(rows).map(([id, { type, facts }]): [string, Row] => [
      id,
      {
        type,
        facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, masked(value)])),
      },
    ]),
  );
}
