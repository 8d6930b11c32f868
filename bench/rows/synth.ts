import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Context, Measurement } from "../context.ts";

const root = join(import.meta.dirname, "..", "..");
const program = join(root, "bench", "process", "synth.ts");
const counts = [1, 20, 100];
const run = promisify(execFile);

/** Row 13: the time of bundling and synthesizing so many tenants, in a process of its own. */
export const synth: Measurement = async (context) => {
  const costs: { readonly time: number; readonly cpu: number }[] = [];
  for (const count of counts) {
    context.say(`Row 13: ${count} ${count === 1 ? "tenant" : "tenants"}`);
    costs.push(await costOf(count, context));
  }
  const [one, ...more] = costs;
  const last = counts.at(-1) ?? 1;
  const further = (costs.at(-1)?.cpu ?? Number.NaN) - (one?.cpu ?? Number.NaN);
  return [
    {
      row: 13,
      what: "synth of 1 tenant",
      value: one?.time ?? Number.NaN,
      unit: "s",
      budget: 15,
      moonshot: 8,
    },
    { row: 13, what: "  CPU of it", value: one?.cpu ?? Number.NaN, unit: "s CPU" },
    ...more.map(({ time }, at) => ({
      row: 13,
      what: `synth of ${counts[at + 1]} tenants`,
      value: time,
      unit: "s",
    })),
    {
      row: 13,
      what: "each further tenant",
      value: further / (last - 1),
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
