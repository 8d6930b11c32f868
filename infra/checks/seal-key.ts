import { ofTypes } from "../template.ts";
import { fault, type Rule } from "./rule.ts";
import { compared, coversAny, keyStatements, type Statement, servicesOf } from "./statements.ts";

const cryptography = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:ReEncryptFrom",
  "kms:GenerateDataKey",
  "kms:CreateGrant",
];

const REMEDY = "let named roles open and make branch keys with it, and nobody else do anything";

export const sealKey: Rule = {
  id: "seal-key",
  holds:
    "The key that seals content serves no service of AWS, no grant, and no purpose but branch keys of this tenant.",
  source:
    "docs/operate.md, Sealing everything in an emergency: disabling one key must close everything that people wrote",
  faults: ({ template }) => {
    const key = ofTypes(template, "AWS::KMS::Key").find(({ id }) => id === "SealKey");
    if (key === undefined) return [fault("SealKey", "is missing", "make the key that seals content")];
    return keyStatements(key)
      .filter(({ effect }) => effect === "Allow")
      .filter((one) => servicesOf(one).length > 0 || (coversAny(one, cryptography) && !isForBranchKeys(one)))
      .map(() => fault(key.id, "can be used by a service, by the account, or for another purpose", REMEDY));
  },
};

function isForBranchKeys(statement: Statement): boolean {
  return (
    statement.actions.length === 1 &&
    coversAny(statement, ["kms:Decrypt", "kms:GenerateDataKey"]) &&
    compared(statement, "ArnEquals", "aws:PrincipalArn").length > 0 &&
    compared(statement, "StringEquals", "kms:EncryptionContext:purpose").join() === "branch" &&
    compared(statement, "StringEquals", "kms:EncryptionContext:tenant").length === 1 &&
    compared(statement, "Null", "kms:EncryptionContextKeys").join() === "false"
  );
}
