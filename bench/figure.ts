/** One line of the table of measurements. Less is better in every one. */
export interface Figure {
  /** Row of the table of budgets in docs/measurements.md. */
  readonly row: number;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Against the floor measured in the same run. */
  readonly ratio?: number;
  /** The largest ratio, or value where there is no ratio, that is within budget; absent: context only. */
  readonly budget?: number;
  readonly moonshot?: number;
  /** What is compared with the budget; the ratio unless given. */
  readonly judged?: "ratio" | "value";
}

/** Whether a figure is within its budget; undefined where it has none. */
export function met(figure: Figure): boolean | undefined {
  const { budget } = figure;
  return budget === undefined ? undefined : judgedFigure(figure) <= budget;
}

function judgedFigure({ judged, ratio, value }: Figure): number {
  return judged === "value" || ratio === undefined ? value : ratio;
}
