import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { keptTypes } from "../../../infra/checks/kept.ts";
import { createOnly, replaceable } from "../../../infra/ledger/create-only.ts";
import { releaseLosses } from "../../../infra/ledger/held.ts";
import { written } from "../../../infra/ledger/ledger-file.ts";
import { presentShapes } from "../../../infra/ledger/release.ts";
import { fileOf, shapes } from "../../../infra/ledger/shapes.ts";
import { tracked } from "../../../infra/ledger/tracked.ts";
import { readTenant } from "../../../infra/tenant-file/read-tenants.ts";
import { bundles, type Template } from "../assembly.ts";
import { edited, rename } from "../checks/edits.ts";
import { matrix, templates } from "../matrix.ts";

describe("the ledger of the release", () => {
  const present = presentShapes(bundles());

  it.each(shapes)("is that of the stacks as they are: %s", (shape) => {
    const hint = "npm exec -- node infra/ledger/write.ts writes it anew, and says what would be lost";
    expect(readFileSync(fileOf(shape), "utf8") === written(present[shape]), hint).toBe(true);
  });

  it.each(matrix.map((one) => [one.name, one] as const))("holds for %s", (_, { name, text }) => {
    const { config } = readTenant(`${name}.yaml`, Buffer.from(text));
    expect(releaseLosses(config, templates()[name] ?? empty)).toEqual([]);
    const renamed = edited(templates()[name] ?? empty, rename("CommunityTable", "MainTable"));
    expect(releaseLosses(config, renamed)).toHaveLength(1);
  });
});

describe("what the ledger follows", () => {
  const all = Object.values(templates());

  it("is everything that is kept when the stack lets go of it", () => {
    const kept = all.flatMap(({ Resources }) =>
      Object.values(Resources).filter(({ DeletionPolicy = "" }) => DeletionPolicy.startsWith("Retain")),
    );
    const forgotten = kept.map(({ Type }) => Type).filter((type) => tracked[type] === undefined);
    expect([...new Set(forgotten)]).toEqual([]);
    expect(keptTypes.filter((type) => tracked[type] === undefined)).toEqual([]);
  });

  it("is all that CloudFormation can only set on the first day, but for what may be made anew", () => {
    // With names of their own, and with and without a network: every resource that there is.
    const fullest = ["public-gov-own-us", "vpc-gov-own-us"].map((name) => templates()[name] ?? empty);
    const found = new Set(fullest.flatMap(createOnlyOf));
    const unknown = [...found].filter((place) => !isKnown(place));
    expect(unknown).toEqual([]);
    expect(found.size).toBeGreaterThan(15);
  });
});

const empty: Template = { Resources: {}, Outputs: {} };

const isKnown = (place: string): boolean => {
  const [type = "", path = ""] = place.split(" ");
  return replaceable.includes(type) || createOnly[type]?.includes(path) === true;
};

interface Found {
  readonly ruleId: string;
  readonly propertyPath?: string;
  readonly entity?: { readonly logicalId: string };
}
interface Engines {
  readonly RegoEngine: new () => {
    validateTemplate(content: unknown, options: unknown): { readonly diagnostics: readonly Found[] };
  };
  readonly TemplateContent: new (content: string) => unknown;
}

/** The engine of the CDK's own validation, which the CDK asks for warnings only. */
const { RegoEngine, TemplateContent }: Engines = createRequire(
  createRequire(import.meta.url).resolve("aws-cdk-lib"),
)("@aws/cloudformation-validate");
const engine = new RegoEngine();

/** What rule I9001 of AWS's rules for templates finds: properties that are set once, as `<type> <path>`. */
function createOnlyOf(template: Template): readonly string[] {
  const content = new TemplateContent(JSON.stringify(template));
  const { diagnostics } = engine.validateTemplate(content, {
    detailLevel: "STANDARD",
    severityLevel: "INFO",
    include: { ids: ["I9001"] },
  });
  return diagnostics.flatMap(({ propertyPath = "", entity }) => {
    const type = template.Resources[entity?.logicalId ?? ""]?.Type;
    return type === undefined ? [] : [`${type} ${propertyPath.replace(/^Properties\./, "")}`];
  });
}
