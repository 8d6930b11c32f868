import { property } from "../template.ts";
import { firstFactors, ofPool } from "./pools.ts";
import type { Rule } from "./rule.ts";

export const membersFactors: Rule = {
  id: "members-factors",
  holds: "Members sign in with a verified passkey or a mailed code, and no second factor can lock them out.",
  source:
    "Cognito, authentication flows: whoever turns on a second factor can no longer sign in with passkey or code",
  faults: ofPool("MembersPool", (pool) => [
    [
      property(pool, "MfaConfiguration") !== "OFF",
      "can lock members out by a second factor",
      "set MfaConfiguration to OFF",
    ],
    [
      !["WEB_AUTHN", "EMAIL_OTP"].every((factor) => firstFactors(pool).includes(factor)),
      "lacks the passkey or the mailed code",
      "allow WEB_AUTHN and EMAIL_OTP as first factors",
    ],
    [
      property(pool, "WebAuthnUserVerification") !== "required",
      "takes a passkey without asking who holds the device",
      "set WebAuthnUserVerification to required",
    ],
    [
      property(pool, "WebAuthnRelyingPartyID") === undefined,
      "leaves the name of its passkeys to Cognito",
      "set WebAuthnRelyingPartyID from the tenant's file: it can never change",
    ],
  ]),
};
