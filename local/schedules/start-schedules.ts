import { randomUUID } from "node:crypto";
import type { Invocation, Invoke, LoadedStack } from "../types.ts";
import type { Schedule } from "./expression.ts";
import { type ScheduleRule, scheduleRules } from "./rules.ts";

export interface SchedulesOptions {
  readonly stack: LoadedStack;
  readonly invoke: Invoke;
  readonly clock?: () => Date;
  /** Whether schedules fire at their times: when false, only at the start and when asked. */
  readonly atTheirTimes?: boolean | undefined;
  /** Milliseconds between two runs of what runs each minute: on this machine nobody wants to wait for a whole one. */
  readonly minute?: number | undefined;
  /** Told of what a schedule could not start; a function's own failure is in its firing. */
  readonly onFailure?: (error: unknown) => void;
}

/** One run of a function that a schedule started. */
export interface Firing {
  readonly rule: string;
  readonly functionName: string;
  /** When, in ISO 8601. */
  readonly time: string;
  readonly failure: Invocation["failure"];
}

export interface Schedules {
  /** The last firings, oldest first. */
  readonly firings: () => readonly Firing[];
  /** Fires the named rule, or every enabled one, now; ends when their functions have answered. */
  readonly fire: (ruleName?: string) => Promise<void>;
  /** Fires nothing more, and waits for what runs. */
  readonly close: () => Promise<void>;
}

const KEPT_FIRINGS = 1000;

/** The longest that a timer of Node.js can wait. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/**
 * Fires each enabled schedule of the template once now, waits for it, and then, unless told otherwise, at its times.
 * @throws Error when a rule is not understood, or AWS would not let it call its function.
 */
export async function startSchedules(options: SchedulesOptions): Promise<Schedules> {
  const { onFailure = () => undefined, atTheirTimes = true, minute } = options;
  const rules = scheduleRules(options.stack);
  const firings: Firing[] = [];
  const running = new Set<Promise<void>>();
  const fireRule = async (rule: ScheduleRule): Promise<void> => {
    const firing = fireTargets(rule, options, firings).catch(onFailure);
    running.add(firing);
    await firing;
    running.delete(firing);
  };
  const timers = atTheirTimes
    ? rules.map((rule) => repeat(timesOf(rule, minute), () => void fireRule(rule)))
    : [];
  const fire = async (ruleName?: string): Promise<void> => {
    const chosen = rules.filter(({ name }) => ruleName === undefined || ruleName === name);
    if (ruleName !== undefined && chosen.length === 0)
      throw new Error("The template has no such enabled schedule.");
    await Promise.all(chosen.map(fireRule));
  };
  await fire();
  return {
    firings: () => [...firings],
    fire,
    close: async () => {
      for (const timer of timers) timer.stop();
      await Promise.all(running);
    },
  };
}

async function fireTargets(rule: ScheduleRule, options: SchedulesOptions, firings: Firing[]): Promise<void> {
  const time = (options.clock?.() ?? new Date()).toISOString();
  for (const { functionName, input } of rule.targets) {
    const { failure } = await options.invoke(
      functionName,
      input ?? scheduledEvent(rule, options.stack, time),
    );
    firings.push({ rule: rule.name, functionName, time, failure });
    firings.splice(0, firings.length - KEPT_FIRINGS);
  }
}

/** "EventBridge scheduled event": to the second, as EventBridge writes it. */
function scheduledEvent(rule: ScheduleRule, { account, region }: LoadedStack, time: string): string {
  return JSON.stringify({
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account,
    time: `${time.slice(0, 19)}Z`,
    region,
    resources: [rule.arn],
    detail: {},
  });
}

const timesOf = ({ schedule, eachMinute }: ScheduleRule, minute: number | undefined): Schedule =>
  eachMinute && minute !== undefined ? (after) => new Date(after.getTime() + minute) : schedule;

/** Timers follow this machine's clock, whatever the functions' clock says, and keep no process alive. */
function repeat(schedule: Schedule, tick: () => void): { readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const wait = (next: Date | undefined): void => {
    if (next === undefined) return;
    const left = next.getTime() - Date.now();
    timer = setTimeout(
      () => (left > LONGEST_WAIT_MS ? wait(next) : turn()),
      Math.min(left, LONGEST_WAIT_MS),
    ).unref();
  };
  const turn = (): void => {
    tick();
    wait(schedule(new Date()));
  };
  wait(schedule(new Date()));
  return { stop: () => clearTimeout(timer) };
}
