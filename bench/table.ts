import { type Figure, met } from "./figure.ts";

const heads = ["row", "what", "value", "unit", "ratio", "budget", "moonshot", "met?"] as const;

/** The figures as a table of Markdown, which is readable in a terminal too. */
export function table(figures: readonly Figure[]): string {
  const lines = [heads, ...figures.map(cells)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const [head = "", ...rows] = lines.map((line) => drawn(line, widths));
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [head, rule, ...rows].join("\n");
}

const drawn = (line: readonly string[], widths: readonly number[]): string =>
  `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;

function cells(figure: Figure): readonly string[] {
  const { row, what, value, unit, ratio, budget, moonshot } = figure;
  const within = met(figure);
  return [
    String(row),
    what,
    shown(value),
    unit,
    ratio === undefined ? "" : `${shown(ratio)}x`,
    limit(figure, budget),
    limit(figure, moonshot),
    within === undefined ? "" : within ? "yes" : "NO",
  ];
}

function limit({ ratio, judged, unit }: Figure, value: number | undefined): string {
  if (value === undefined) return "";
  return judged === "value" || ratio === undefined ? `${shown(value)} ${unit}` : `${shown(value)}x`;
}

/** Three significant digits; whole numbers in full. */
const shown = (value: number): string =>
  Number.isInteger(value) || Math.abs(value) >= 1_000
    ? Math.round(value).toLocaleString("en-US")
    : String(Number(value.toPrecision(3)));
