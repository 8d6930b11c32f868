import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { tenantFile } from "../../../infra/tenant-config.ts";
import { tenantJsonSchema } from "../../../infra/tenant-file/json-schema.ts";
import { readTenant, readTenants } from "../../../infra/tenant-file/read-tenants.ts";

const bytes = readFileSync("tenants/example.yaml");
const folder = mkdtempSync(join(tmpdir(), "kith-tenants-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("tenants/example.yaml", () => {
  it("is accepted", () => {
    expect(readTenant("tenants/example.yaml", bytes).config.tenant.id).toBe("example");
  });

  it("says the default of every optional field that it shows", () => {
    const required = bytes.toString().slice(0, bytes.toString().indexOf("# ---- Optional"));
    const short = readTenant("a.yaml", Buffer.from(`${required}\nenvironment: test\n`)).config;
    expect(readTenant("b.yaml", bytes).config).toEqual(short);
  });

  it("has at most twelve required fields", () => {
    const required = bytes.toString().slice(0, bytes.toString().indexOf("# ---- Optional"));
    const leaves = (value: unknown): number =>
      typeof value === "object" && value !== null
        ? Object.values(value).reduce<number>((sum, inner) => sum + leaves(inner), 0)
        : 1;
    expect(leaves(parse(required))).toBe(12);
  });

  it("fits the JSON Schema that editors use", () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(tenantJsonSchema()));
    expect(validate(parse(bytes.toString())), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ tenant: {} })).toBe(false);
  });

  it("names that schema, which is the one of the code (`node infra/tenant-file/json-schema.ts` writes it)", () => {
    expect(bytes.toString()).toMatch(/^# yaml-language-server: \$schema=\.\/tenant\.schema\.json$/m);
    expect(readFileSync("tenants/tenant.schema.json", "utf8")).toBe(tenantJsonSchema());
  });
});

describe("a folder of tenants", () => {
  it("refuses two files of one tenant", () => {
    writeFileSync(join(folder, "one.yaml"), bytes);
    writeFileSync(join(folder, "two.yaml"), bytes);
    expect(() => readTenants(folder)).toThrow(/two\.yaml:\d+: tenant\.id is also the id of .*one\.yaml/);
  });

  it("refuses a file whose name ends otherwise, instead of passing it over", () => {
    writeFileSync(join(folder, "three.yml"), bytes);
    expect(() => readTenants(folder)).toThrow(/three\.yml: a tenant's file ends in \.yaml/);
  });

  it("refuses what cannot be read as a file, in one sentence", () => {
    const around = mkdtempSync(join(folder, "around-"));
    mkdirSync(join(around, "mercy.yaml"));
    expect(() => readTenants(around)).toThrow(/^around-\w+\/mercy\.yaml:1: cannot be read: [^\n]+\.$/);
  });

  it("refuses an empty folder", () => {
    const empty = mkdtempSync(join(folder, "empty-"));
    expect(() => readTenants(empty)).toThrow(/has no tenant: copy tenants\/example\.yaml/);
  });
});

it("every field of the schema refuses what it does not know", () => {
  const schema: unknown = JSON.parse(tenantJsonSchema());
  const open = (value: unknown, path: string): string[] => {
    if (typeof value !== "object" || value === null) return [];
    const own = "properties" in value && (value as Record<string, unknown>).additionalProperties !== false;
    return [
      ...(own ? [path] : []),
      ...Object.entries(value).flatMap(([key, inner]) => open(inner, `${path}/${key}`)),
    ];
  };
  expect(open(schema, "")).toEqual([]);
  expect(tenantFile.safeParse({}).success).toBe(false);
});
