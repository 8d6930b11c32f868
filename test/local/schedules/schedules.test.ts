import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type SchedulesOptions, startSchedules } from "../../../local/schedules/start-schedules.ts";
import { stackOf } from "../cloudformation/stack.ts";
import { functionTemplate } from "../lambda/functions.ts";

interface Call {
  readonly functionName: string;
  readonly payload: string;
}

const rule = {
  Type: "AWS::Events::Rule",
  Properties: {
    Name: "tick",
    ScheduleExpression: "rate(1 day)",
    Targets: [{ Arn: { "Fn::GetAtt": ["Run", "Arn"] }, Id: "worker" }],
  },
};
const permission = {
  Type: "AWS::Lambda::Permission",
  Properties: {
    Action: "lambda:InvokeFunction",
    FunctionName: { "Fn::GetAtt": ["Run", "Arn"] },
    Principal: "events.amazonaws.com",
    SourceArn: { "Fn::GetAtt": ["Rule", "Arn"] },
  },
};

function changed<T extends { readonly Properties: object }>(resource: T, properties: object): object {
  return { ...resource, Properties: { ...resource.Properties, ...properties } };
}

async function start(resources: object, options: Partial<SchedulesOptions> = {}) {
  const stack = stackOf({ Resources: { ...functionTemplate().Resources, ...resources } });
  const calls: Call[] = [];
  const invoke: SchedulesOptions["invoke"] = async (functionName, payload) => {
    calls.push({ functionName, payload });
    return { payload: "null" };
  };
  const schedules = await startSchedules({ stack, invoke, ...options });
  onTestFinished(schedules.close);
  return { calls, schedules };
}

describe("a schedule of the template", () => {
  it("fires once at the start, with EventBridge's event", async () => {
    const { calls } = await start(
      { Rule: rule, Permission: permission },
      { clock: () => new Date("2026-11-22T10:11:12.345Z") },
    );
    expect(calls.map(({ functionName }) => functionName)).toEqual(["run"]);
    expect(JSON.parse(calls[0]?.payload ?? "")).toEqual({
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: "111122223333",
      time: "2026-11-22T10:11:12Z",
      region: "us-east-1",
      resources: ["arn:aws:events:us-east-1:111122223333:rule/tick"],
      detail: {},
    });
  });

  it("passes the input of its target instead, where there is one", async () => {
    const Targets = [{ Arn: { "Fn::GetAtt": ["Run", "Arn"] }, Id: "worker", Input: '{"a":1}' }];
    const { calls } = await start({ Rule: changed(rule, { Targets }), Permission: permission });
    expect(calls).toEqual([{ functionName: "run", payload: '{"a":1}' }]);
  });

  it("fires when it is told to, and says how its function ended", async () => {
    const { schedules } = await start(
      { Rule: rule, Permission: permission },
      { invoke: async () => ({ payload: "{}", failure: "Timeout" }) },
    );
    await schedules.fire("tick");
    expect(schedules.firings()).toMatchObject(
      Array(2).fill({ rule: "tick", functionName: "run", failure: "Timeout" }),
    );
    await expect(schedules.fire("other")).rejects.toThrow("no such enabled schedule");
  });

  it("fires at its times, unless it fires only when asked", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const resources = { Rule: rule, Permission: permission };
    const [timely, asked] = [await start(resources), await start(resources, { atTheirTimes: false })];
    await vi.advanceTimersByTimeAsync(2 * 24 * 60 * 60 * 1_000);
    expect([timely.calls.length, asked.calls.length]).toEqual([3, 1]);
    await asked.schedules.fire();
    expect(asked.calls).toHaveLength(2);
  });

  it("fires what is for each minute more often, where that is wanted, and nothing else", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const eachMinute = changed(rule, { ScheduleExpression: "rate(1 minute)" });
    const quick = await start({ Rule: eachMinute, Permission: permission }, { minute: 5_000 });
    const daily = await start({ Rule: rule, Permission: permission }, { minute: 5_000 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect([quick.calls.length, daily.calls.length]).toEqual([5, 1]);
  });

  it("does not fire when it is disabled", async () => {
    const { calls } = await start({ Rule: changed(rule, { State: "DISABLED" }), Permission: permission });
    expect(calls).toEqual([]);
  });
});

describe("a rule on events of AWS", () => {
  const { ScheduleExpression: _, ...Properties } = rule.Properties;
  const waiting = { ...rule, Properties: { ...Properties, EventPattern: { source: ["aws.kms"] } } };

  it("never fires here, when it tells something that is no function", async () => {
    const Targets = [{ Arn: "arn:aws:sns:us-east-1:111122223333:t", Id: "topic", InputTransformer: {} }];
    const { calls, schedules } = await start({ Rule: changed(waiting, { Targets }) });
    expect([calls, schedules.firings()]).toEqual([[], []]);
  });

  it("is refused when it should start a function, which would be missed", async () => {
    const resources = { Rule: waiting, Permission: permission };
    await expect(start(resources)).rejects.toThrow("a rule that the local run does not know");
  });
});

describe("a schedule is refused", () => {
  it.each<readonly [string, object, RegExp]>([
    ["without a permission", { Rule: rule }, /^Rule: no permission to call Run/],
    [
      "with the permission of another rule",
      {
        Rule: rule,
        Permission: changed(permission, { SourceArn: "arn:aws:events:us-east-1:111122223333:rule/other" }),
      },
      /^Rule: no permission/,
    ],
    [
      "with the permission of another service",
      { Rule: rule, Permission: changed(permission, { Principal: "s3.amazonaws.com" }) },
      /no permission/,
    ],
    [
      "with a permission that is not understood",
      { Rule: rule, Permission: changed(permission, { PrincipalOrgID: "o" }) },
      /no permission/,
    ],
    [
      "with a target that is no function",
      { Rule: changed(rule, { Targets: [{ Arn: "arn:aws:sqs:q", Id: "q" }] }) },
      /^Rule: a target that is no function/,
    ],
    [
      "that also waits for events",
      { Rule: changed(rule, { EventPattern: {} }) },
      /^Rule: a rule that the local run does not know/,
    ],
  ])("%s", async (_, resources, reason) => {
    await expect(start(resources)).rejects.toThrow(reason);
  });
});
