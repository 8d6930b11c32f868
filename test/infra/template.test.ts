import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, canonical, listOf, same, targetOf, targetsIn, textOf } from "../../infra/template.ts";

describe("a value of a template", () => {
  it("refers to a resource by Ref and GetAtt, in both their forms, and by nothing else", () => {
    expect(targetOf({ Ref: "Table" })).toBe("Table");
    expect(targetOf({ "Fn::GetAtt": ["Table", "Arn"] })).toBe("Table");
    expect(targetOf({ "Fn::GetAtt": "Table.Arn" })).toBe("Table");
    for (const other of ["Table", { Ref: "Table", More: 1 }, { "Fn::Sub": "Table" }, [], undefined, null]) {
      expect(targetOf(other)).toBeUndefined();
    }
  });

  it("is searched for references wherever they are, in text with places too", () => {
    const value = {
      "Fn::Join": [
        "",
        [{ Ref: "One" }, { "Fn::Sub": `a/\${Two}/\${Three.Arn}` }, [{ "Fn::GetAtt": ["Four", "Arn"] }]],
      ],
    };
    expect([...targetsIn(value)].sort()).toEqual(["Four", "One", "Three", "Two"]);
  });

  it("is shown as text with places for references", () => {
    expect(textOf({ "Fn::Join": ["/", ["a", { Ref: "B" }, { "Fn::GetAtt": ["C", "Arn"] }]] })).toBe(
      `a/\${B}/\${C}`,
    );
    expect(textOf(undefined)).toBe("");
  });

  it("is reached by a path, and nothing is found past its end", () => {
    expect(at({ a: [{ b: 1 }] }, "a", 0, "b")).toBe(1);
    expect(at({ a: [] }, "a", 0, "b")).toBeUndefined();
    expect(at({}, "toString")).toBeUndefined();
    expect([listOf(undefined), listOf("a"), listOf(["a"])]).toEqual([[], ["a"], ["a"]]);
  });

  it("is the same in whatever order its members stand", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).reverse());
        expect(same(members, reversed)).toBe(true);
        expect(JSON.parse(canonical(members))).toEqual(JSON.parse(JSON.stringify(members)));
      }),
    );
    expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});
