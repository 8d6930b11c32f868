import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Gate } from "../gate.ts";
import { addStacks, emptyApp } from "../synthesize.ts";
import { readTenant } from "../tenant-file/read-tenants.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { filesOf, impersonal, type Shape, shapes } from "./shapes.ts";

const example = readFileSync(join(import.meta.dirname, "../../tenants/example.yaml"), "utf8");

const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
const named = (name: string): string => `{name: ${name}, certificateArn: "${certificate}"}`;

/** The example's file with one choice made otherwise. */
const choices: Readonly<Record<Shape, readonly [from: string, to: string]>> = {
  plain: ["", ""],
  "own-name": ["\ndomain: none", `\ndomain: ${named("api.example.org")}`],
  vpc: ["\nnetwork: public", "\nnetwork: vpc"],
  "own-sign-in": ["authDomain: prefix", `authDomain: ${named("in.example.org")}`],
};

/**
 * What the files of all shapes must hold for the stacks as they are now.
 * @param bundles folder with one folder per function; what is in them does not matter.
 */
export function presentShapes(bundles: string): Readonly<Record<Shape, Rows>> {
  const folder = mkdtempSync(join(tmpdir(), "kith-ledger-"));
  try {
    const app = emptyApp(folder);
    // Its validator is already loaded where others have been synthesized.
    new Gate(app);
    const made = addStacks(app, shapes.map(tenantOf), bundles);
    const assembly = app.synth();
    const rows = made.map(({ config, stack }) =>
      impersonal(rowsOf(assembly.getStackByName(stack).template, false), config),
    );
    return filesOf(
      Object.fromEntries(shapes.map((shape, at) => [shape, rows[at] ?? {}])) as Record<Shape, Rows>,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tenantOf(shape: Shape) {
  const [from, to] = choices[shape];
  const text = example.replace('id: "example"', `id: "${shape}"`).replace(from, to);
  const path = `${shape}.yaml`;
  return { path, config: readTenant(path, Buffer.from(text)).config };
}
