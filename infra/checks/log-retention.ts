import { property } from "../template.ts";
import { each, type Rule } from "./rule.ts";

/** Days that CloudWatch Logs knows between three and fourteen months. */
const days: readonly unknown[] = [90, 120, 150, 180, 365, 400];

export const logRetention: Rule = {
  id: "log-retention",
  holds: "Operational logs are kept for 90 to 400 days, never for ever; the audit trail has its own store.",
  source:
    "45 CFR 164.308(a)(1)(ii)(D); a value that CloudWatch does not know fails the deploy and no check of AWS says so",
  faults: each(["AWS::Logs::LogGroup"], {
    unless: (group) => days.includes(property(group, "RetentionInDays")),
    wrong: "does not say how long logs are kept, or says so in days that CloudWatch does not know",
    remedy: `set RetentionInDays to one of ${days.join(", ")}`,
  }),
};
