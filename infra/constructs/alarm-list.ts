import { Fn } from "aws-cdk-lib";
import { type FunctionName, workers } from "../functions.ts";
import type { Vaults } from "./backups.ts";
import { type Metric, ofApi, ofFunction, ofTable, own, type Watched } from "./metric.ts";
import type { Tables } from "./tables.ts";

/** When somebody is told, and what it means. */
export interface AlarmRow extends Watched {
  /** Id of the runbook: a heading of docs/operate.md. With `Alarm` before it, the logical id. */
  readonly runbook: string;
  /** One sentence, of our words only. */
  readonly says: string;
  readonly when: "at least" | "less than";
  readonly threshold: number;
  /** Seconds of one look, and how many in a row must be bad. */
  readonly period: number;
  readonly times: number;
}

export interface WatchedParts {
  readonly tenant: string;
  readonly functionName: (name: FunctionName) => string;
  readonly tables: Tables;
  readonly vaults: Vaults;
  readonly stage: string;
  /** ARN of the queue of what no function could do, where there is one. */
  readonly deadLetters: string | undefined;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds: a worker ends by itself after 30 or 40 seconds, and Lambda stops it after 60. */
const TOO_LONG = 50_000;
/** Milliseconds: a function ends its own work after 12 seconds at most. */
const TOO_SLOW = 5_000;

/** Names of the metrics that filters make from logs. */
export const logMetrics = { alarmLines: "AlarmLines", refusals: "GatewayRefusals" } as const;

/** Every alarm of a tenant. Each metric costs 0.10 dollars a month: docs/measurements.md adds them up. */
export function alarmList(parts: WatchedParts): readonly AlarmRow[] {
  return [...ofCode(parts), ...ofRequests(parts), ...ofData(parts), ...ofClock(parts)];
}

function ofCode({ tenant, functionName, deadLetters }: WatchedParts): readonly AlarmRow[] {
  const longest: readonly FunctionName[] = ["identity", "jobs", "activity", "sealer", "indexer", "verifier"];
  return [
    {
      runbook: "alarm-lines",
      says: "A function wrote an alarm line: a value was damaged, a key is missing, an event could not be written, or something failed.",
      metrics: [own(tenant, logMetrics.alarmLines)],
      ...once,
    },
    {
      runbook: "worker-errors",
      says: "A function that no request starts ended with an error, or was stopped.",
      metrics: workers.map((name) => ofFunction(functionName(name), "Errors")),
      together: "SUM",
      ...once,
      times: 3,
    },
    {
      runbook: "worker-slow",
      says: "A function that no request starts nearly needed all the time it has.",
      metrics: longest.map((name) => ofFunction(functionName(name), "Duration", "Maximum")),
      together: "MAX",
      ...once,
      threshold: TOO_LONG,
    },
    {
      // Of the account: its concurrency is one pool, and whoever empties it does so for all.
      runbook: "throttles",
      says: "Functions of this account were refused for lack of concurrency.",
      metrics: [{ namespace: "AWS/Lambda", name: "Throttles", dimensions: {}, statistic: "Sum" }],
      ...once,
    },
    ...(deadLetters === undefined ? [] : [deadLetterRow(deadLetters)]),
  ];
}

function deadLetterRow(queueArn: string): AlarmRow {
  return {
    runbook: "dead-letters",
    says: "Something that a function should have done was given up.",
    metrics: [
      {
        namespace: "AWS/SQS",
        name: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: Fn.select(5, Fn.split(":", queueArn)) },
        statistic: "Maximum",
      },
    ],
    ...once,
  };
}

function ofRequests({ tenant, stage }: WatchedParts): readonly AlarmRow[] {
  const api = (name: string, statistic: string) => ofApi(`kith-${tenant}`, stage, name, statistic);
  return [
    {
      runbook: "api-errors",
      says: "Requests failed with 5xx.",
      metrics: [api("5XXError", "Sum")],
      ...once,
      threshold: 5,
    },
    {
      runbook: "api-slow",
      says: "One request in a hundred took more than five seconds.",
      metrics: [api("Latency", "p99")],
      ...once,
      threshold: TOO_SLOW,
      times: 3,
    },
    {
      runbook: "probing",
      says: "The gateway refused unusually many requests: somebody may be trying doors.",
      metrics: [own(tenant, logMetrics.refusals)],
      ...once,
      threshold: 200,
    },
  ];
}

function ofData({ tables, vaults, functionName }: WatchedParts): readonly AlarmRow[] {
  const { community, audit } = tables;
  const throttled = [community, audit].flatMap(({ name }) => [
    ofTable(name, "ReadThrottleEvents"),
    ofTable(name, "WriteThrottleEvents"),
  ]);
  return [
    {
      runbook: "table-throttles",
      says: "A table refused reads or writes for lack of capacity.",
      metrics: throttled,
      together: "SUM",
      ...once,
      threshold: 10,
    },
    {
      runbook: "table-errors",
      says: "DynamoDB failed on its own side.",
      metrics: [
        ofTable(community.name, "SystemErrors", "TransactWriteItems"),
        ofTable(community.name, "SystemErrors", "Query"),
        ofTable(audit.name, "SystemErrors", "PutItem"),
      ],
      together: "SUM",
      ...once,
    },
    {
      runbook: "counting-late",
      says: "What is new has not been counted for five minutes.",
      metrics: [ofFunction(functionName("activity"), "IteratorAge", "Maximum")],
      ...once,
      threshold: 5 * MINUTE * 1_000,
    },
    {
      runbook: "backup-late",
      says: "No backup of the tables was completed within 30 hours.",
      metrics: [completedIn(vaults.longTerm.name)],
      ...never,
      period: 6 * HOUR,
      times: 5,
    },
    {
      runbook: "keyring-backup-late",
      says: "No backup of the keyring was completed within 12 hours.",
      metrics: [completedIn(vaults.keys.name)],
      ...never,
      period: 6 * HOUR,
      times: 2,
    },
  ];
}

const completedIn = (vault: string): Metric => ({
  namespace: "AWS/Backup",
  name: "NumberOfBackupJobsCompleted",
  dimensions: { BackupVaultName: vault },
  statistic: "Sum",
});

function ofClock({ functionName }: WatchedParts): readonly AlarmRow[] {
  const idle = (name: FunctionName, period: number, times: number): AlarmRow => ({
    runbook: `${name}-idle`,
    says: `The function ${name} has not run when it should have.`,
    metrics: [ofFunction(functionName(name), "Invocations")],
    ...never,
    period,
    times,
  });
  return [
    idle("identity", 5 * MINUTE, 3),
    idle("jobs", 5 * MINUTE, 3),
    idle("sealer", 5 * MINUTE, 1),
    idle("indexer", 5 * MINUTE, 3),
    idle("verifier", HOUR, 1),
    idle("pool-keys", HOUR, 1),
    idle("rotation", DAY, 2),
  ];
}

/** Rings when anything is counted within five minutes. */
const once = { when: "at least", threshold: 1, period: 5 * MINUTE, times: 1 } as const;
/** Rings when nothing is counted: no data at all is the worst of it. */
const never = { when: "less than", threshold: 1 } as const;
