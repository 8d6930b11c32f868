import type { Construct } from "constructs";
import type { FunctionName } from "../functions.ts";
import { alarmList } from "./alarm-list.ts";
import { alarmTopic } from "./alarm-topic.ts";
import { makeAlarms } from "./alarms.ts";
import type { Vaults } from "./backups.ts";
import { dashboard } from "./dashboard.ts";
import { metricsOfLogs } from "./log-metrics.ts";
import { output } from "./output.ts";
import type { Tables } from "./tables.ts";
import { watchEvents } from "./watched-events.ts";

export interface MonitoringProps {
  readonly tenant: string;
  /** Address that is told. */
  readonly onCall: string;
  readonly keyArn: string;
  readonly functionName: (name: FunctionName) => string;
  readonly tables: Tables;
  readonly vaults: Vaults;
  /** ARN of the queue of what no function could do, where there is one. */
  readonly deadLetters?: string | undefined;
}

/** Name of the API's one stage. */
const STAGE = "live";

/** Everything that tells a person that something is wrong. */
export function monitoring(parent: Construct, props: MonitoringProps): void {
  const { tenant, tables, vaults, deadLetters } = props;
  metricsOfLogs(parent, tenant);
  const rows = alarmList({ ...props, stage: STAGE, deadLetters });
  const topic = alarmTopic(parent, props.keyArn, props.onCall);
  output(parent, "AlarmTopicArn", topic.arn, "Topic that tells who is on call.");
  makeAlarms(parent, rows, topic.arn);
  topic.publishedBy(watchEvents(parent, { tables, vaults, topicArn: topic.arn }));
  dashboard(parent, rows);
}
