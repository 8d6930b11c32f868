import { property, wordsOf } from "../template.ts";
import { firstFactors, ofPool } from "./pools.ts";
import type { Rule } from "./rule.ts";

export const workforceFactors: Rule = {
  id: "workforce-factors",
  holds:
    "Staff sign in with two factors, the second of which is an authenticator app and never a mail or a text message.",
  source: "45 CFR 164.312(d), NIST SP 800-63B",
  faults: ofPool("WorkforcePool", (pool) => [
    [
      property(pool, "MfaConfiguration") !== "ON",
      "lets staff in with one factor",
      "set MfaConfiguration to ON",
    ],
    [
      wordsOf(property(pool, "EnabledMfas")).join() !== "SOFTWARE_TOKEN_MFA",
      "takes another second factor than an authenticator app",
      "set EnabledMfas to SOFTWARE_TOKEN_MFA alone",
    ],
    [
      firstFactors(pool).join() !== "PASSWORD",
      "begins with a factor that Cognito does not combine with a second one",
      "allow PASSWORD alone as first factor",
    ],
  ]),
};
