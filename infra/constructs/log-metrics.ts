import { Fn } from "aws-cdk-lib";
import { CfnMetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { functionNames } from "../functions.ts";
import { logMetrics } from "./alarm-list.ts";
import { ownNamespace } from "./metric.ts";
import { pascal, pinned } from "./names.ts";

/** A line that some function marks as one that a person should see. */
export const ALARM_LINES = '{ $.level = "alarm" }';

/**
 * A line of the access log for a request that the gateway itself refused. An expired token is daily life: every client's
 * ends after 15 minutes.
 */
export const REFUSALS =
  '{ ($.status = "4*") && ($.errorResponseType != "-") && ($.errorResponseType != "EXPIRED_TOKEN") }';

/** Makes metrics of log lines. The log groups are found by their ids, which never change. */
export function metricsOfLogs(parent: Construct, tenant: string): void {
  const scope = new Construct(parent, "LogMetrics");
  const filter = (logs: string, metricName: string, filterPattern: string) => {
    const id = `${logs}${metricName}`;
    pinned(
      id,
      new CfnMetricFilter(scope, id, {
        logGroupName: Fn.ref(logs),
        filterPattern,
        // No default value: a metric without data costs nothing, and the alarm takes it for zero.
        metricTransformations: [{ metricNamespace: ownNamespace(tenant), metricName, metricValue: "1" }],
      }),
    );
  };
  for (const name of functionNames) filter(`${pascal(name)}Logs`, logMetrics.alarmLines, ALARM_LINES);
  filter("ApiAccessLogs", logMetrics.refusals, REFUSALS);
}
