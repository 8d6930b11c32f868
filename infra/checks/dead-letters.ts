import { type Found, ofTypes, property, type StackTemplate, targetOf } from "../template.ts";
import { all, each, type Rule } from "./rule.ts";

export const deadLetters: Rule = {
  id: "dead-letters",
  holds:
    "What no function could do in the end is not lost: it lies in a queue of the stack, and was not tried for hours.",
  source: "45 CFR 164.312(b); Lambda drops an event after six hours of trying, and says so nowhere",
  faults: all(
    each(["AWS::Lambda::Function"], {
      unless: (fn, { template }) => isQueue(template, property(fn, "DeadLetterConfig", "TargetArn")),
      wrong: "loses an event that it fails on",
      remedy: "name the stack's queue in DeadLetterConfig",
    }),
    each(["AWS::Lambda::EventSourceMapping"], {
      unless: (source, { template }) =>
        isQueue(template, property(source, "DestinationConfig", "OnFailure", "Destination")) &&
        Number(property(source, "MaximumRecordAgeInSeconds") ?? -1) > 0,
      wrong: "holds up a stream on what fails, or forgets where it gave up",
      remedy: "set MaximumRecordAgeInSeconds, and the stack's queue as destination on failure",
    }),
    each(["AWS::Lambda::Function"], {
      unless: (fn, { template }) => invokeConfigs(template, fn).some(isPatient),
      wrong: "is tried for up to six hours with an event that nobody waits for",
      remedy: "set MaximumEventAgeInSeconds in an EventInvokeConfig, to an hour at most",
    }),
  ),
};

const isQueue = (template: StackTemplate, value: unknown): boolean =>
  ofTypes(template, "AWS::SQS::Queue").some(({ id }) => id === targetOf(value));

const invokeConfigs = (template: StackTemplate, fn: Found): readonly Found[] =>
  ofTypes(template, "AWS::Lambda::EventInvokeConfig").filter(
    (one) => targetOf(property(one, "FunctionName")) === fn.id,
  );

function isPatient(config: Found): boolean {
  const age = Number(property(config, "MaximumEventAgeInSeconds") ?? Number.POSITIVE_INFINITY);
  return age >= 60 && age <= 3_600;
}
