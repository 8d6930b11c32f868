import { property } from "../template.ts";
import { all, each, type Rule } from "./rule.ts";

export const poolPlan: Rule = {
  id: "pool-plan",
  holds: "A user pool asks for nothing that its plan does not have.",
  source:
    "Cognito, feature plans: threat protection needs PLUS, keys of one's own and passkeys ESSENTIALS; synthesis does not check it",
  faults: all(
    each(["AWS::Cognito::UserPool"], {
      unless: (pool) => ["ESSENTIALS", "PLUS"].includes(String(property(pool, "UserPoolTier"))),
      wrong: "has a plan without passkeys, codes and keys of one's own",
      remedy: "set UserPoolTier to ESSENTIALS",
    }),
    each(["AWS::Cognito::UserPool"], {
      unless: (pool) =>
        property(pool, "UserPoolTier") === "PLUS" ||
        ["OFF", undefined].some((mode) => mode === property(pool, "UserPoolAddOns", "AdvancedSecurityMode")),
      wrong: "asks for threat protection, which its plan does not have",
      remedy: "leave UserPoolAddOns out, or take the plan PLUS",
    }),
  ),
};
