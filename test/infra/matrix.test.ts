import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resourcesOfApi } from "../../infra/checks/api-size.ts";
import { ofTypes } from "../../infra/template.ts";
import { matrix, synthesizedAgain, synthesizedMatrix, templates } from "./matrix.ts";

describe("twelve tenants of every kind", () => {
  const [first, second] = [synthesizedMatrix(), synthesizedAgain()];
  const made = templates();

  it("are twelve", () => {
    expect(new Set(matrix.map(({ text }) => text)).size).toBe(12);
  });

  it.each(matrix.map(({ name }) => name))("%s is the same template again, within its budgets", (name) => {
    const [text = "", again] = [first, second].map((folder) =>
      readFileSync(join(folder, `kith-${name}.template.json`), "utf8"),
    );
    expect(again === text).toBe(true);
    expect(text.length).toBeLessThan(1_000_000);
    const template = made[name] ?? { Resources: {} };
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(350);
    for (const api of ofTypes(template, "AWS::ApiGateway::RestApi")) {
      expect(resourcesOfApi(api)).toBeLessThanOrEqual(250);
    }
  });
});
