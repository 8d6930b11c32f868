import { ofTypes, property, targetOf } from "../template.ts";
import { each, type Rule } from "./rule.ts";

export const functionLogs: Rule = {
  id: "function-logs",
  holds: "Every function writes to a log group that the stack made for it.",
  source: "Lambda makes a group itself otherwise: without key and without end",
  faults: each(["AWS::Lambda::Function"], {
    unless: (fn, { template }) => {
      const group = targetOf(property(fn, "LoggingConfig", "LogGroup"));
      return ofTypes(template, "AWS::Logs::LogGroup").some(({ id }) => id === group);
    },
    wrong: "has no log group of the stack",
    remedy: "name one in LoggingConfig",
  }),
};
