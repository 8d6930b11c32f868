import { describe, expect, it } from "vitest";
import type { $ZodType, $ZodTypes } from "zod/v4/core";
import { prefixes } from "../../functions/kernel/keys.ts";
import type { Route } from "../../functions/kernel/route.ts";
import { type ApiFunction, apiFunctions, operations, routesOf, slices } from "../../functions/routes.ts";

const rows: readonly (readonly [string, Route])[] = Object.entries(operations);
const schemasOf = ({ params, query, body, answers }: Route): readonly $ZodType[] =>
  [params, query, body, ...Object.values(answers)].filter((schema) => schema != null);

/** Every kind of schema inside of one. */
function kindsIn(schema: $ZodType): readonly string[] {
  const { def } = (schema as $ZodTypes)._zod;
  if (def.type === "object") return ["object", ...Object.values(def.shape).flatMap(kindsIn)];
  if (def.type === "array") return ["array", ...kindsIn(def.element)];
  if (def.type === "nullable" || def.type === "optional") return [def.type, ...kindsIn(def.innerType)];
  if (def.type === "union") return ["union", ...def.options.flatMap(kindsIn)];
  return [def.type];
}

describe("the rows of all slices", () => {
  it("have each a name, and each a method and path, of its own", () => {
    const counted = Object.values(slices).reduce((sum, slice) => sum + Object.keys(slice).length, 0);
    expect(rows).toHaveLength(counted);
    expect(new Set(rows.map(([, { method, path }]) => `${method} ${path}`)).size).toBe(counted);
  });
  it("are served by one function each", () => {
    const served = Object.values(apiFunctions).flat();
    expect([...served].toSorted()).toEqual(Object.keys(slices).toSorted());
    const names = Object.keys(apiFunctions) as ApiFunction[];
    expect(names.flatMap((name) => routesOf(name))).toHaveLength(rows.length);
  });
  it.each(rows)("%s names in its path exactly its parameters", (_, { path, params }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(inPath).toEqual(Object.keys(params?._zod.def.shape ?? {}));
  });
  it.each(rows)("%s holds no kind of schema in which a name or a person could hide", (_, route) => {
    const known = [
      "object",
      "array",
      "nullable",
      "optional",
      "string",
      "number",
      "boolean",
      "enum",
      "literal",
      "union",
    ];
    expect(
      schemasOf(route)
        .flatMap(kindsIn)
        .filter((kind) => !known.includes(kind)),
    ).toEqual([]);
  });
  it.each(rows.filter(([, { scope }]) => scope !== null))(
    "%s takes and gives no unknown field",
    (_, route) => {
      for (const schema of schemasOf(route)) {
        const { def } = (schema as $ZodTypes)._zod;
        expect(def.type === "object" && def.catchall?._zod.def.type).toBe("never");
      }
    },
  );
  it.each(rows)("%s is granted nothing but partitions of known prefixes", (_, { grants }) => {
    const inCommunity = Object.values(grants)
      .flat()
      .filter((grant) => grant.startsWith("community/"));
    const known = Object.keys(prefixes).map((prefix) => `community/${prefix}`);
    expect(inCommunity.filter((grant) => !known.includes(grant))).toEqual([]);
  });
});
