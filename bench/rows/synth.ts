import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Context, Measurement } from "../context.ts";

const root = join(import.meta.dirname, "..", "..");
const program = join(root, "bench", "process", "synth.ts");
const most = 20;
const run = promisify(execFile);

/** Row 13: the time of bundling and synthesizing so many tenants, in a process of its own. */
export const synth: Measurement = async (context) => {
  const costs: { readonly time: number; readonly cpu: number }[] = [];
  for (const count of [1, most]) {
    context.say(`Row 13: ${count} ${count === 1 ? "tenant" : "tenants"}`);
    costs.push(await costOf(count, context));
  }
  const [one, many] = costs;
  const further = (many?.cpu ?? Number.NaN) - (one?.cpu ?? Number.NaN);
  return [
    {
      row: 13,
      what: "synth of one tenant",
      value: one?.time ?? Number.NaN,
      unit: "s",
      budget: 15,
      moonshot: 8,
    },
    { row: 13, what: "synth of one tenant", value: one?.cpu ?? Number.NaN, unit: "s CPU" },
    { row: 13, what: `synth of ${most} tenants`, value: many?.time ?? Number.NaN, unit: "s" },
    {
      row: 13,
      what: "each further tenant",
      value: further / (most - 1),
      unit: "s CPU",
      budget: 0.5,
      moonshot: 0.2,
    },
  ];
};

async function costOf(count: number, { folder }: Context) {
  const tenants = folder(`tenants-${count}`);
  const example = readFileSync(join(root, "tenants", "example.yaml"), "utf8");
  for (let index = 0; index < count; index++) {
    const text = example
      .replace('id: "example"', `id: "example-${index}"`)
      .replace('account: "111122223333"', `account: "${111_122_220_000 + index}"`);
    writeFileSync(join(tenants, `example-${index}.yaml`), text);
  }
  const begun = performance.now();
  const { stdout } = await run(process.execPath, [
    program,
    tenants,
    folder(`synth-${count}`),
    folder(`bundles-${count}`),
  ]);
  return { time: (performance.now() - begun) / 1_000, cpu: Number(stdout) };
}
