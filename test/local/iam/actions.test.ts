import { describe, expect, it } from "vitest";
import { checkAction, isKnownAction, isKnownService, knownActions } from "../../../local/iam/actions.ts";

describe("names of actions", () => {
  it.each([
    "kms:Decrypt",
    "KMS:decrypt",
    "dynamodb:BatchGetItem",
    "sqs:SendMessage",
    "xray:PutTraceSegments",
  ])("%s is known", (name) => expect(isKnownAction(name)).toBe(true));

  it.each([
    "kms:Decript",
    "kms:ReEncrypt",
    "kms:*",
    "*",
    "",
    "kms",
    ":Decrypt",
    "Decrypt",
    "dynamodb:Decrypt",
  ])("%j is not", (name) => expect(isKnownAction(name)).toBe(false));

  it("are listed, all of them, in lower case", () => {
    for (const name of ["kms:decrypt", "dynamodb:scan", "s3:putobject", "events:putevents"])
      expect(knownActions).toContain(name);
  });

  it.each(["*", "kms:*", "kms:ReEncrypt*", "dynamodb:PartiQL*", "KMS:DECRYPT", "s3:?etObject", "logs:Put*"])(
    "%s may stand in a policy",
    (word) => expect(() => checkAction(word)).not.toThrow(),
  );

  it.each([
    "kms:Decript",
    "kms:Decrypts*",
    "kmss:*",
    "",
    ":*",
    "kms",
    "Decrypt",
    "*:Decrypt",
    "dynamodb:Partiql?",
  ])("%j may not", (word) => expect(() => checkAction(word)).toThrow(`an action that is not known: ${word}`));

  it("stand in the table once each, and nothing else does", () => {
    expect(new Set(knownActions).size).toBe(knownActions.length);
    for (const name of knownActions) expect(name).toMatch(/^[a-z\d-]+:[a-z\d]+$/);
  });

  it("begin with a service that is known", () => {
    expect(["kms", "execute-api", "cognito-idp"].every(isKnownService)).toBe(true);
    expect(["aws", "dynamo", ""].some(isKnownService)).toBe(false);
  });
});
