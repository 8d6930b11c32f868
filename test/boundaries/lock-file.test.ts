import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Readonly<Record<string, Locked>>;
};
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/** Packages that ship one binary for each platform: npm may leave those of other platforms out of the lock, and then `npm ci` refuses. */
const perPlatform = Object.entries(packages).filter(
  ([path, { optionalDependencies = {} }]) => path !== "" && Object.keys(optionalDependencies).length > 1,
);

describe("The lock file", () => {
  it.each(perPlatform)("names the binaries of %s for every platform", (_, { optionalDependencies = {} }) => {
    const missing = Object.keys(optionalDependencies).filter(
      (name) => packages[`node_modules/${name}`] === undefined,
    );
    expect(missing).toEqual([]);
  });

  it("pins every dependency exactly", () => {
    const asked = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}),
    );
    for (const [name, version] of asked) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });
});
