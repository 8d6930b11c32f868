import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundleFunctions } from "../../build.ts";
import { functionNames } from "../../infra/functions.ts";

const root = mkdtempSync(join(tmpdir(), "kith-build-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function bundled(name: string, leanHttp: boolean): Promise<(fn: string) => string> {
  const outFolder = join(root, name);
  await bundleFunctions({ outFolder, leanHttp });
  return (fn) => readFileSync(join(outFolder, fn, "index.mjs"), "utf8");
}

describe("the functions' bundles", async () => {
  const lean = await bundled("lean", true);

  it("are the same bytes when made again", async () => {
    const again = await bundled("again", true);
    for (const name of functionNames) expect(again(name) === lean(name), name).toBe(true);
  });

  it("take node:http and node:https without importing them as modules, unless that is switched off", async () => {
    const plain = await bundled("plain", false);
    const importsHttp = /from\s*"(?:node:)?https?"/;
    expect(functionNames.filter((name) => importsHttp.test(lean(name)))).toEqual([]);
    expect(functionNames.filter((name) => importsHttp.test(plain(name))).length).toBeGreaterThan(0);
  });

  it("leave the contract beside the function that serves it, as small as it can be written", () => {
    const written = readFileSync(join(root, "lean", "public", "openapi.json"), "utf8");
    expect(written).toBe(JSON.stringify(JSON.parse(readFileSync("docs/openapi.json", "utf8"))));
    expect(lean("public")).not.toContain("operationId");
  });

  it("hold one handler each, and no require that only fails when it is called", () => {
    for (const name of functionNames) {
      expect(lean(name), name).toMatch(/export\{[^}]*\bas handler\b[^}]*\}|export\{handler\}/);
      expect(lean(name), name).not.toContain("Dynamic require of");
    }
  });
});
