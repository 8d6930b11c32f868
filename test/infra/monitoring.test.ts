import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { LogLine } from "../../functions/kernel/platform.ts";
import { accessLogFormat } from "../../infra/constructs/access-log.ts";
import { ALARM_LINES, REFUSALS } from "../../infra/constructs/log-metrics.ts";
import { example, ofType, resource, synthesized, templateOf, type Written } from "./assembly.ts";
import { counts } from "./filter-pattern.ts";

const template = templateOf(synthesized("monitoring", { "a.yaml": example }), "kith-example");
const alarms = ofType(template, "AWS::CloudWatch::Alarm");
const rules = ofType(template, "AWS::Events::Rule").filter(({ Properties }) => Properties.EventPattern);
const metricsOf = ({ Properties }: Written): number =>
  Properties.Metrics === undefined
    ? 1
    : Properties.Metrics.filter((one: { MetricStat?: unknown }) => one.MetricStat !== undefined).length;

/** Anchors of a page's headings, as GitHub makes them. */
const anchors = (page: string): readonly string[] =>
  [...readFileSync(page, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );

describe("alarms", () => {
  it("are these", () => {
    expect(alarms.map(({ id }) => id)).toMatchInlineSnapshot(`
      [
        "AlarmLinesAlarm",
        "WorkerErrorsAlarm",
        "WorkerSlowAlarm",
        "ThrottlesAlarm",
        "DeadLettersAlarm",
        "ApiErrorsAlarm",
        "ApiSlowAlarm",
        "ProbingAlarm",
        "TableThrottlesAlarm",
        "TableErrorsAlarm",
        "CountingLateAlarm",
        "BackupLateAlarm",
        "KeyringBackupLateAlarm",
        "IdentityIdleAlarm",
        "JobsIdleAlarm",
        "SealerIdleAlarm",
        "IndexerIdleAlarm",
        "VerifierIdleAlarm",
        "PoolKeysIdleAlarm",
        "RotationIdleAlarm",
      ]
    `);
  });

  it("each tell the topic, and name a runbook that is there", () => {
    const runbooks = anchors("docs/operate.md");
    for (const { id, Properties } of alarms) {
      expect(Properties.AlarmActions, id).toEqual([{ Ref: "AlarmTopic" }]);
      expect(Properties.ActionsEnabled, id).not.toBe(false);
    }
    for (const { id, Properties } of [...alarms, ...rules]) {
      const text: string = Properties.AlarmDescription ?? Properties.Description;
      const [, anchor] = /^[A-Z].+\. Runbook: docs\/operate\.md#([a-z-]+)$/.exec(text) ?? [];
      expect(runbooks, id).toContain(anchor);
    }
  });

  it("cost no more than the price list says", () => {
    const metrics = alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0);
    const page = readFileSync("docs/measurements.md", "utf8");
    expect(page).toContain(`| ${alarms.length} alarms on ${metrics} metrics |`);
    expect(alarms.length).toBeLessThanOrEqual(20);
    expect(Math.max(...alarms.map(metricsOf)), "CloudWatch takes ten in one alarm").toBeLessThanOrEqual(10);
  });

  it("ring when nothing comes where something should, and not when nothing comes where nothing should", () => {
    for (const { id, Properties } of alarms) {
      const waits = Properties.ComparisonOperator === "LessThanThreshold";
      expect(Properties.TreatMissingData, id).toBe(waits ? "breaching" : "notBreaching");
      expect(waits, id).toBe(/Idle|Late/.test(id) && id !== "CountingLateAlarm");
    }
  });

  it("look back for no longer than AWS does: a day, or a week in steps of an hour or more", () => {
    for (const { id, Properties } of alarms) {
      const periods = [
        Properties.Period,
        ...(Properties.Metrics ?? []).map(
          (one: { MetricStat?: { Period: number } }) => one.MetricStat?.Period,
        ),
      ].filter((period) => period !== undefined);
      const longest = Math.max(...periods) * Properties.EvaluationPeriods;
      expect(longest, id).toBeLessThanOrEqual(Math.max(...periods) >= 3_600 ? 7 * 86_400 : 86_400);
    }
  });

  it("watch each function that a clock starts, as often as the clock does", () => {
    const clocked = ofType(template, "AWS::Events::Rule")
      .filter(({ Properties }) => Properties.ScheduleExpression)
      .map(({ Properties }) => Properties.Targets[0].Arn["Fn::GetAtt"][0])
      .sort();
    const watched = alarms
      .filter(({ id }) => id.endsWith("IdleAlarm"))
      .map(({ Properties }) => Properties.Dimensions[0].Value.Ref)
      .sort();
    expect(watched).toEqual(clocked);
  });

  it("hold nothing of the tenant's file but its id", () => {
    const text = JSON.stringify([alarms, rules, resource(template, "Dashboard")]);
    expect(text).not.toMatch(/example\.org|Example|Chicago/);
  });
});

describe("the topic of the alarms", () => {
  it("is under the backup key, so that disabling another key is told of", () => {
    expect(resource(template, "AlarmTopic").Properties.KmsMasterKeyId).toEqual({
      "Fn::GetAtt": ["BackupKey", "Arn"],
    });
  });

  it("mails the address of whoever is on call", () => {
    expect(resource(template, "AlarmSubscription").Properties).toEqual({
      Endpoint: "on-call@example.org",
      Protocol: "email",
      TopicArn: { Ref: "AlarmTopic" },
    });
  });

  it("takes messages over TLS, from this account's alarms and from the rules of this stack, and from nobody else", () => {
    const statements = resource(template, "AlarmTopicPolicy").Properties.PolicyDocument.Statement;
    expect(statements.map((one: Record<string, unknown>) => [one.Sid, one.Effect, one.Principal])).toEqual([
      ["TlsOnly", "Deny", { AWS: "*" }],
      ["Alarms", "Allow", { Service: "cloudwatch.amazonaws.com" }],
      ["WatchedEvents", "Allow", { Service: "events.amazonaws.com" }],
    ]);
    expect(statements[1].Condition.StringEquals).toEqual({ "aws:SourceAccount": { Ref: "AWS::AccountId" } });
    expect(statements[2].Condition.ArnEquals["aws:SourceArn"]).toEqual(
      rules.map(({ id }) => ({ "Fn::GetAtt": [id, "Arn"] })),
    );
  });
});

describe("events of AWS that somebody is told of", () => {
  const pattern = (id: string) => resource(template, id).Properties.EventPattern;
  const vault = (id: string) => ({ "Fn::GetAtt": [id, "BackupVaultArn"] });

  it("are all calls that take a safeguard of a key, a table or a vault away", () => {
    expect(pattern("GuardsTouchedRule").detail.eventName).toEqual(
      expect.arrayContaining([
        "DisableKey",
        "PutKeyPolicy",
        "ScheduleKeyDeletion",
        "DeleteResourcePolicy",
        "RestoreTableToPointInTime",
        "DeleteBackupVaultLockConfiguration",
      ]),
    );
  });

  it("are backups that failed, and a copy of the wrapped keys into any vault but their own", () => {
    expect(pattern("BackupFailedRule").detail).toEqual({
      state: ["ABORTED", "EXPIRED", "FAILED"],
      backupVaultArn: [vault("BackupVault"), vault("KeyringBackupVault")],
    });
    expect(pattern("KeysCopiedRule").detail).toEqual({
      resourceArn: [{ "Fn::GetAtt": ["KeyringTable", "Arn"] }, { "Fn::GetAtt": ["AuditKeysTable", "Arn"] }],
      backupVaultArn: [{ "anything-but": [vault("KeyringBackupVault")] }],
    });
  });

  it("say what was called and when, and never by whom", () => {
    for (const { id, Properties } of rules) {
      const [{ Arn, InputTransformer }] = Properties.Targets;
      expect(Arn, id).toEqual({ Ref: "AlarmTopic" });
      expect(Object.values(InputTransformer.InputPathsMap).join(), id).not.toMatch(/user|principal|request/i);
      const used = InputTransformer.InputTemplate.match(/<(\w+)>/g).map((name: string) => name.slice(1, -1));
      expect(Object.keys(InputTransformer.InputPathsMap).sort(), id).toEqual([...used].sort());
      expect(JSON.parse(InputTransformer.InputTemplate), "one line of text").toMatch(/^[^\n]+$/);
    }
  });
});

describe("metrics that are made of logs", () => {
  const filters = ofType(template, "AWS::Logs::MetricFilter");

  it("count the alarm lines of every function, and the gateway's refusals", () => {
    const groups = (pattern: string) =>
      filters
        .filter(({ Properties }) => Properties.FilterPattern === pattern)
        .map(({ Properties }) => Properties.LogGroupName.Ref)
        .sort();
    const functions = ofType(template, "AWS::Lambda::Function");
    expect(groups(ALARM_LINES)).toEqual(
      functions.map(({ Properties }) => Properties.LoggingConfig.LogGroup.Ref).sort(),
    );
    expect(groups(REFUSALS)).toEqual(["ApiAccessLogs"]);
    expect(filters).toHaveLength(functions.length + 1);
  });

  const request = (said: object) =>
    JSON.stringify({ ...JSON.parse(accessLogFormat), status: "200", errorResponseType: "-", ...said });

  it.each([
    [true, "is refused without a token", { status: "401", errorResponseType: "UNAUTHORIZED" }],
    [true, "is refused without the scope", { status: "403", errorResponseType: "ACCESS_DENIED" }],
    [
      true,
      "asks for what is not there",
      { status: "404", errorResponseType: "MISSING_AUTHENTICATION_TOKEN" },
    ],
    [true, "is refused by the firewall", { status: "403", errorResponseType: "WAF_FILTERED" }],
    [false, "comes with a token that has ended", { status: "401", errorResponseType: "EXPIRED_TOKEN" }],
    [false, "is refused by a function, which leaves an event", { status: "403" }],
    [false, "fails", { status: "500", errorResponseType: "DEFAULT_5XX" }],
    [false, "is answered", {}],
  ])("%s: a request that %s is counted as a refusal", (counted, _, said) => {
    expect(counts(REFUSALS, request(said))).toBe(counted);
  });

  it("count a line of a function when its level says so, and no other", () => {
    const line = (level: LogLine["level"]) => JSON.stringify({ level, event: "failure" } satisfies LogLine);
    expect(counts(ALARM_LINES, line("alarm"))).toBe(true);
    expect(counts(ALARM_LINES, line("info"))).toBe(false);
  });

  it("ask for fields that the access log has", () => {
    const fields = [...REFUSALS.matchAll(/\$\.(\w+)/g)].map(([, field]) => field);
    expect(Object.keys(JSON.parse(accessLogFormat))).toEqual(expect.arrayContaining(fields));
  });

  it("cost nothing while nothing is counted", () => {
    for (const { Properties } of filters) {
      expect(Properties.MetricTransformations).toEqual([
        expect.not.objectContaining({ DefaultValue: expect.anything() }),
      ]);
    }
  });
});

it("the dashboard has a graph for each alarm", () => {
  const body = JSON.stringify(resource(template, "Dashboard").Properties.DashboardBody);
  const titles = [...body.matchAll(/\\"title\\":\\"([a-z-]+)\\"/g)].map(([, title = ""]) => title);
  const pascal = (text: string) =>
    text.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  expect(titles.map((title) => `${pascal(title)}Alarm`)).toEqual(alarms.map(({ id }) => id));
});
