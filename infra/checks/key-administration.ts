import { at, entriesOf, ofTypes } from "../template.ts";
import { fault, type Rule } from "./rule.ts";
import { coversAny, keyStatements, type Statement } from "./statements.ts";

/** What opens, makes or hands on something under a key, or ends it. */
const powers = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:GenerateMac",
  "kms:Sign",
  "kms:CreateGrant",
  "kms:ScheduleKeyDeletion",
];

/** Conditions that tie a statement to a role, to a service on behalf of the account, or to one resource of a service. */
const ties = [
  "aws:PrincipalArn",
  "aws:SourceAccount",
  "aws:SourceArn",
  "kms:EncryptionContext:aws:logs:arn",
  "kms:EncryptionContext:aws:sns:topicArn",
  "kms:ViaService",
];

export const keyAdministration: Rule = {
  id: "key-administration",
  holds:
    "Administering a key never means opening, making or ending anything with it: whoever does that is named.",
  source: "with kms:* for the account, every administrator of IAM decrypts",
  faults: ({ template }) =>
    ofTypes(template, "AWS::KMS::Key")
      .flatMap(keyStatements)
      .filter(
        (statement) => statement.effect === "Allow" && coversAny(statement, powers) && !isTied(statement),
      )
      .map(({ id, sid }) =>
        fault(
          id,
          `lets the whole account use it, in the statement ${sid || "without a name"} of its policy`,
          "tie the statement to a role, or to a service on the account's behalf",
        ),
      ),
};

function isTied({ condition }: Statement): boolean {
  const positive = entriesOf(condition).filter(([operator]) =>
    /^(?:StringEquals|ArnEquals|ArnLike)$/.test(operator),
  );
  const table = at(condition, "Null", "kms:EncryptionContext:aws:dynamodb:tableName") === "false";
  const names = positive.flatMap(([, keys]) => entriesOf(keys).map(([name]) => name));
  return names.some((name) => ties.includes(name)) || (table && names.includes("kms:CallerAccount"));
}
