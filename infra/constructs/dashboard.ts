import { Aws, Stack } from "aws-cdk-lib";
import { CfnDashboard } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { AlarmRow } from "./alarm-list.ts";
import type { Metric } from "./metric.ts";
import { pinned } from "./names.ts";

const COLUMNS = 3;
const WIDTH = 8;
const HEIGHT = 6;

/** One graph for each alarm, under the name of its runbook, with the line at which it rings. */
export function dashboard(parent: Construct, rows: readonly AlarmRow[]): void {
  const scope = new Construct(parent, "Dashboard");
  const dashboardBody = Stack.of(scope).toJsonString({ widgets: rows.map(widget) });
  pinned("Dashboard", new CfnDashboard(scope, "Dashboard", { dashboardBody }));
}

function widget({ runbook, metrics, period, threshold }: AlarmRow, at: number) {
  return {
    type: "metric",
    x: (at % COLUMNS) * WIDTH,
    y: Math.floor(at / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title: runbook,
      region: Aws.REGION,
      view: "timeSeries",
      period,
      metrics: metrics.map(line),
      annotations: { horizontal: [{ value: threshold, label: "rings" }] },
    },
  };
}

function line({ namespace, name, dimensions, statistic }: Metric) {
  return [namespace, name, ...Object.entries(dimensions).flat(), { stat: statistic }];
}
