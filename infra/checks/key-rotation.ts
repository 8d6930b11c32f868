import { property } from "../template.ts";
import { each, type Rule } from "./rule.ts";

export const keyRotation: Rule = {
  id: "key-rotation",
  holds: "Symmetric keys renew themselves; asymmetric ones, which AWS cannot renew, do not claim to.",
  source: "NIST SP 800-53 SC-12",
  faults: each(["AWS::KMS::Key"], {
    unless: (key) => {
      const symmetric = (property(key, "KeySpec") ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";
      return symmetric === (property(key, "EnableKeyRotation") === true);
    },
    wrong: "is a symmetric key without rotation, or an asymmetric one with it",
    remedy: "set EnableKeyRotation for symmetric keys alone",
  }),
};
