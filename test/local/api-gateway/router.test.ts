import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../../local/api-gateway/refusal.ts";
import { router } from "../../../local/api-gateway/router.ts";

const routes = (...paths: readonly string[]) => router(new Map(paths.map((path) => [path, path])));

describe("the router", () => {
  it.each([
    ["/a", "/a"],
    ["/a/x", "/a/{id}"],
    ["/a/b", "/a/b"],
    ["/a/b/c", "/a/b/c"],
    ["/a/x/c", "/a/{id}/c"],
    ["/a/x/y/z", "/{rest+}"],
    ["/", "/"],
  ])("leads %s to %s", (path, target) => {
    const find = routes("/{rest+}", "/a/{id}/c", "/a/{id}", "/a/b", "/a/b/c", "/a", "/");
    expect(find(path)?.target).toBe(target);
  });

  it.each(["/a/", "//", "/b", "/a/b/", "/A"])("leads %s nowhere", (path) => {
    expect(routes("/a", "/a/{id}")(path)).toBeUndefined();
  });

  it("gives every parameter decoded", () => {
    const part = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(part, part, (first, second) => {
        const find = routes("/a/{first}/b/{second}");
        const found = find(`/a/${encodeURIComponent(first)}/b/${encodeURIComponent(second)}`);
        expect(found?.parameters).toEqual({ first, second });
      }),
    );
  });

  it("prefers the literal wherever the paths stand in the definition", () => {
    const paths = ["/a/{id}", "/a/me", "/a/{id}/x", "/a/me/x", "/{all+}"];
    fc.assert(
      fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), (shuffled) => {
        const find = routes(...shuffled);
        expect([find("/a/me")?.target, find("/a/me/x")?.target]).toEqual(["/a/me", "/a/me/x"]);
      }),
    );
  });

  it("refuses what is not percent-encoding", () => {
    expect(() => routes("/a/{id}")("/a/%f")).toThrow(Refusal);
  });

  it.each([
    ["two parameters in one place", ["/{a}", "/{b}/c"], "/{b}/c"],
    ["a greedy parameter in the middle", ["/{a+}/c"], "/{a+}/c"],
    ["a part that is half a parameter", ["/a{b}"], "/a{b}"],
    ["an empty part", ["/a//b"], "/a//b"],
  ])("does not take %s, as API Gateway does not", (_, paths, named) => {
    expect(() => routes(...paths)).toThrow(`API Gateway does not accept the path ${named}`);
  });
});
