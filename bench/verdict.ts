import { type Figure, met } from "./figure.ts";

/** What is to be said below the table: which budgets are missed, and which rows were measured and not judged. */
export function verdict(figures: readonly Figure[]): string {
  const missed = figures.filter((figure) => met(figure) === false);
  const judged = new Set(figures.filter((figure) => met(figure) !== undefined).map(({ row }) => row));
  const unjudged = [...new Set(figures.map(({ row }) => row))].filter((row) => !judged.has(row));
  return [
    missed.length === 0 ? "Every budget that was judged is met." : "Not within budget:",
    ...missed.map(({ row, what }) => `  row ${row}: ${what}`),
    ...unjudged.map((row) => `Row ${row} was measured and not judged: see docs/measurements.md.`),
  ].join("\n");
}
