import { z } from "zod";
import type { LoadedStack, Resource } from "../types.ts";
import { parseSchedule, type Schedule } from "./expression.ts";

/** A rule of the template that runs functions at times. */
export interface ScheduleRule {
  readonly name: string;
  readonly arn: string;
  readonly schedule: Schedule;
  /** Whether it is for each minute, which is as often as EventBridge goes. */
  readonly eachMinute: boolean;
  readonly targets: readonly ScheduleTarget[];
}

export interface ScheduleTarget {
  readonly functionName: string;
  /** What the function gets instead of the scheduled event, as JSON. */
  readonly input: string | undefined;
}

const targetProperties = z.strictObject({
  Arn: z.string(),
  Id: z.string(),
  Input: z.string().optional(),
  // What EventBridge does after a failure takes hours: here a failure is reported, and the next tick is the next try.
  RetryPolicy: z.unknown().optional(),
});

const ruleProperties = z.strictObject({
  Description: z.string().optional(),
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Tags: z.unknown().optional(),
  Targets: z.array(targetProperties).default([]),
});

/** A rule that waits for events of AWS. Its targets are no functions: see {@link waitsForEvents}. */
const eventRuleProperties = z.strictObject({
  Description: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()),
  Name: z.string().optional(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Tags: z.unknown().optional(),
  Targets: z.array(z.looseObject({ Arn: z.string(), Id: z.string() })).default([]),
});

const permissionProperties = z.strictObject({
  Action: z.enum(["lambda:InvokeFunction", "lambda:*"]),
  FunctionName: z.string(),
  Principal: z.literal("events.amazonaws.com"),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/**
 * The enabled schedules of a template.
 * @throws Error naming the rule: it is not understood, its target is no function of the template, or no permission
 *   lets it call that function, which on AWS would be a rule that fires and does nothing.
 */
export function scheduleRules(stack: LoadedStack): readonly ScheduleRule[] {
  return stack.byType("AWS::Events::Rule").flatMap((resource) => {
    if (waitsForEvents(stack, resource)) return [];
    const parsed = ruleProperties.safeParse(resource.properties);
    if (!parsed.success) throw new Error(`${resource.logicalId}: a rule that the local run does not know.`);
    const { ScheduleExpression, State, Targets } = parsed.data;
    const rule = {
      name: resource.physicalId,
      arn: resource.arn ?? "",
      schedule: parseSchedule(ScheduleExpression),
      eachMinute: ScheduleExpression === "rate(1 minute)",
    };
    const targets = Targets.map(({ Arn, Input }) => {
      const target = functionOf(stack, resource, Arn);
      if (!mayInvoke(stack, target, rule.arn))
        throw new Error(`${resource.logicalId}: no permission to call ${target.logicalId}.`);
      return { functionName: target.physicalId, input: Input };
    });
    return State === "ENABLED" ? [{ ...rule, targets }] : [];
  });
}

/** AWS makes no events here, so such a rule never fires; one that should start a function would be missed. */
function waitsForEvents(stack: LoadedStack, { properties }: Resource): boolean {
  const parsed = eventRuleProperties.safeParse(properties);
  const functions = stack.byType("AWS::Lambda::Function").map(({ arn }) => arn);
  return parsed.success && !parsed.data.Targets.some(({ Arn }) => functions.includes(Arn));
}

function functionOf(stack: LoadedStack, rule: Resource, arn: string): Resource {
  const found = stack.byType("AWS::Lambda::Function").find((candidate) => candidate.arn === arn);
  if (found === undefined)
    throw new Error(`${rule.logicalId}: a target that is no function of the template.`);
  return found;
}

/** A permission with a property that is not understood permits nothing. */
function mayInvoke(stack: LoadedStack, target: Resource, ruleArn: string): boolean {
  return stack
    .byType("AWS::Lambda::Permission")
    .map(({ properties }) => permissionProperties.safeParse(properties))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
    .filter(({ FunctionName }) => FunctionName === target.physicalId || FunctionName === target.arn)
    .some(
      ({ SourceArn = ruleArn, SourceAccount = stack.account }) =>
        SourceArn === ruleArn && SourceAccount === stack.account,
    );
}
