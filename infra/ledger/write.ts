import { existsSync } from "node:fs";
import { join } from "node:path";
import { readRows, writeLedger } from "./ledger-file.ts";
import { losses } from "./losses.ts";
import { presentShapes } from "./release.ts";
import { fileOf, shapes } from "./shapes.ts";

// Writes what the release records of its stacks, and says what every tenant that deployed an earlier one would lose.
const present = presentShapes(join(import.meta.dirname, "../../dist"));
for (const shape of shapes) {
  const file = fileOf(shape);
  const lost = existsSync(file) ? losses(readRows(file), { ...present.plain, ...present[shape] }) : [];
  for (const { sentence } of lost) process.stderr.write(`${shape}: ${sentence}.\n`);
  writeLedger(file, present[shape]);
}
