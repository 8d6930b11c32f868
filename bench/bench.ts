import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Measurement } from "./context.ts";
import { type Figure, met } from "./figure.ts";
import { newContext } from "./new-context.ts";
import { bundleSize } from "./rows/bundle-size.ts";
import { coldStart } from "./rows/cold-start.ts";
import { kmsCalls } from "./rows/kms-calls.ts";
import { localRun } from "./rows/local-run.ts";
import { sealer, verify } from "./rows/log.ts";
import { pipeline } from "./rows/pipeline.ts";
import { requests } from "./rows/requests.ts";
import { sealing } from "./rows/sealing.ts";
import { synth } from "./rows/synth.ts";
import { units } from "./rows/units.ts";
import { unread } from "./rows/unread.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";

const help = `Usage: npm run bench -- [--rows 1,2,...]

Measures the project against the budgets of docs/measurements.md: prints the table, says which rows miss and
which are not judged, writes reports/bench.json. A missed budget is no failure: the exit code is 0.
`;

/** What measures which rows, in the order in which it runs. */
const measurements: readonly { readonly rows: readonly number[]; readonly measure: Measurement }[] = [
  { rows: [2], measure: bundleSize },
  { rows: [3], measure: sealing },
  { rows: [1], measure: coldStart },
  { rows: [4, 5], measure: requests },
  { rows: [6], measure: pipeline },
  { rows: [7], measure: verify },
  { rows: [8, 9], measure: units },
  { rows: [12], measure: sealer },
  { rows: [14], measure: localRun },
  { rows: [16], measure: unread },
  { rows: [10], measure: kmsCalls },
  { rows: [13], measure: synth },
];

const known = measurements.flatMap(({ rows }) => rows);

/** The rows that were asked for; all without the option. @throws Error for one that is not measured. */
function wantedRows(text: string | undefined): readonly number[] {
  if (text === undefined) return known;
  const rows = text.split(",").map(Number);
  if (rows.some((row) => !known.includes(row)))
    throw new Error(`--rows takes some of ${known.toSorted((one, other) => one - other).join(",")}.`);
  return rows;
}

async function measured(wanted: readonly number[]): Promise<readonly Figure[]> {
  const begun = performance.now();
  const say = (line: string): void =>
    console.error(`[${((performance.now() - begun) / 1_000).toFixed(0).padStart(3)} s] ${line}`);
  const context = newContext(say);
  const figures: Figure[] = [];
  try {
    for (const { rows, measure } of measurements) {
      if (!rows.some((row) => wanted.includes(row))) continue;
      say(`Measuring row ${rows.join(" and ")}`);
      figures.push(...(await measure(context)));
    }
  } finally {
    await context.close();
  }
  return figures.filter(({ row }) => wanted.includes(row)).toSorted((one, other) => one.row - other.row);
}

function report(figures: readonly Figure[]): void {
  console.log(table(figures));
  const [load = 0] = loadavg();
  console.log(
    `\n${availableParallelism()} cores, load ${load.toFixed(1)}: while others use them too, time is longer than CPU.`,
  );
  console.log(`\n${verdict(figures)}`);
}

function write(figures: readonly Figure[]): void {
  const folder = join(import.meta.dirname, "..", "reports");
  mkdirSync(folder, { recursive: true });
  const lines = figures.map((figure) => ({ ...figure, met: met(figure) }));
  const text = JSON.stringify(
    { at: new Date().toISOString(), node: process.version, figures: lines },
    null,
    2,
  );
  writeFileSync(join(folder, "bench.json"), `${text}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return console.log(help);
  const figures = await measured(wantedRows(values.rows));
  write(figures);
  report(figures);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
