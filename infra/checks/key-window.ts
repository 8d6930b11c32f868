import { property } from "../template.ts";
import { each, type Rule } from "./rule.ts";

export const keyWindow: Rule = {
  id: "key-window",
  holds: "A key that is given up waits thirty days before it is gone.",
  source: "whoever destroys a key destroys everything under it; AWS's shortest wait is seven days",
  faults: each(["AWS::KMS::Key"], {
    unless: (key) => property(key, "PendingWindowInDays") === 30,
    wrong: "can be gone before thirty days have passed",
    remedy: "set PendingWindowInDays to 30",
  }),
};
