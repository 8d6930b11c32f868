import { CfnAlarm } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { AlarmRow } from "./alarm-list.ts";
import type { Metric } from "./metric.ts";
import { pascal, pinned } from "./names.ts";

/** Makes the alarms of a list; each tells the topic. */
export function makeAlarms(parent: Construct, rows: readonly AlarmRow[], topicArn: string): void {
  const scope = new Construct(parent, "Alarms");
  for (const row of rows) {
    const id = `${pascal(row.runbook)}Alarm`;
    pinned(id, new CfnAlarm(scope, id, { ...properties(row), alarmActions: [topicArn] }));
  }
}

/** Where a person who is told reads on. */
export const runbookOf = (id: string): string => `Runbook: docs/operate.md#${id}`;

function properties(row: AlarmRow) {
  return {
    alarmDescription: `${row.says} ${runbookOf(row.runbook)}`,
    comparisonOperator: row.when === "at least" ? "GreaterThanOrEqualToThreshold" : "LessThanThreshold",
    threshold: row.threshold,
    evaluationPeriods: row.times,
    datapointsToAlarm: row.times,
    treatMissingData: row.when === "at least" ? "notBreaching" : "breaching",
    ...watched(row),
  };
}

function watched({ metrics, together, period }: AlarmRow) {
  const [first, ...others] = metrics;
  if (first !== undefined && others.length === 0) {
    const { namespace, name, dimensions, statistic } = first;
    return {
      namespace,
      metricName: name,
      dimensions: pairs(dimensions),
      period,
      ...(/^p\d/.test(statistic) ? { extendedStatistic: statistic } : { statistic }),
    };
  }
  return {
    metrics: [
      { id: "together", expression: `${together}(METRICS())`, returnData: true },
      ...metrics.map((metric, at) => ({
        id: `m${at + 1}`,
        returnData: false,
        metricStat: stat(metric, period),
      })),
    ],
  };
}

function stat({ namespace, name, dimensions, statistic }: Metric, period: number) {
  return { metric: { namespace, metricName: name, dimensions: pairs(dimensions) }, stat: statistic, period };
}

function pairs(dimensions: Metric["dimensions"]) {
  return Object.entries(dimensions).map(([name, value]) => ({ name, value }));
}
