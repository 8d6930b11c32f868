import { describe, expect, it } from "vitest";
import { checkConditionKey, contextOf, lookUp } from "../../../local/iam/context.ts";
import type { Principal } from "../../../local/types.ts";
import { ROLE } from "./requests.ts";

const role: Principal = { arn: ROLE, account: "111122223333", policies: [] };
const queue = "arn:aws:sqs:us-east-1:111122223333:queue";
const situation = { caller: role, region: "us-east-1", now: new Date("2026-01-01T00:00:00.900Z") };

describe("what AWS knows of a request", () => {
  it("of a role by itself", () => {
    expect(Object.fromEntries(contextOf(situation, []))).toEqual({
      "aws:principalarn": ROLE,
      "aws:principalaccount": "111122223333",
      "aws:principalisawsservice": "false",
      "aws:principalservicename": undefined,
      "aws:sourceaccount": undefined,
      "aws:sourcearn": undefined,
      "lambda:sourcefunctionarn": undefined,
      "aws:viaawsservice": "false",
      "aws:calledvia": undefined,
      "aws:requestedregion": "us-east-1",
      "aws:securetransport": "true",
      "aws:epochtime": "1767225600",
    });
  });

  it("of a service of AWS, which calls for a resource and is nobody's principal", () => {
    const caller = { ...role, arn: queue, service: "sqs.amazonaws.com" };
    expect(Object.fromEntries(contextOf({ ...situation, caller }, []))).toMatchObject({
      "aws:principalarn": undefined,
      "aws:principalaccount": undefined,
      "aws:principalisawsservice": "true",
      "aws:principalservicename": "sqs.amazonaws.com",
      "aws:sourceaccount": "111122223333",
      "aws:sourcearn": queue,
    });
  });

  it("of a request that a service forwards, and of the code of a function", () => {
    const caller = { ...role, sourceFunction: "arn:aws:lambda:us-east-1:111122223333:function:f" };
    expect(Object.fromEntries(contextOf({ ...situation, caller, via: "dynamodb" }, []))).toMatchObject({
      "aws:viaawsservice": "true",
      "aws:calledvia": ["dynamodb.amazonaws.com"],
      "lambda:sourcefunctionarn": caller.sourceFunction,
    });
  });

  it("with the service's own keys, whatever their case", () => {
    expect(contextOf(situation, [["kms:ViaService", "x"]]).get("kms:viaservice")).toBe("x");
  });
});

describe("looking a key up", () => {
  const context = contextOf(situation, [
    ["kms:EncryptionContextKeys", ["tenant"]],
    ["kms:EncryptionContext:tenant", "example"],
    ["kms:ViaService", undefined],
  ]);
  const found = (key: string, action = "kms:Decrypt") => lookUp(context, action, key);

  it("finds it in any case", () => {
    expect(found("KMS:encryptioncontext:TENANT")).toBe("example");
    expect(found("kms:EncryptionContextKeys")).toEqual(["tenant"]);
  });

  it.each([
    ["that is known to be absent", "kms:ViaService", "kms:Decrypt"],
    ["of the encryption context that was not given", "kms:EncryptionContext:purpose", "kms:Decrypt"],
    ["of another service", "dynamodb:LeadingKeys", "kms:Decrypt"],
    ["of another service, whatever the case of the action", "dynamodb:LeadingKeys", "KMS:Decrypt"],
  ])("finds nothing under one %s", (_, key, action) => {
    expect(found(key, action)).toBeUndefined();
  });

  it.each([
    "kms:KeySpec",
    "kms:EncryptionContext",
    "aws:PrincipalOrgID",
    "kmss:ViaService",
    "nonsense",
    ":x",
  ])("refuses to guess at %s", (key) =>
    expect(() => found(key)).toThrow(`condition key not computed: ${key}`),
  );

  it("refuses a context of a request that has none", () => {
    const without = contextOf(situation, []);
    expect(() => lookUp(without, "kms:Decrypt", "kms:EncryptionContext:tenant")).toThrow("not computed");
    expect(() => lookUp(without, "DynamoDB:GetItem", "dynamodb:LeadingKeys")).toThrow("not computed");
  });
});

describe("a condition key in a policy", () => {
  it.each([
    "aws:PrincipalOrgID",
    "AWS:SourceArn",
    "kms:Anything",
    "S3:x-amz-acl",
    "lambda:SourceFunctionArn",
  ])("%s is of a service that is known", (key) => expect(() => checkConditionKey(key)).not.toThrow());

  it.each(["kmss:ViaService", "nonsense", "", ":x", "aws"])("%j is not", (key) => {
    expect(() => checkConditionKey(key)).toThrow(`condition key not known: ${key}`);
  });
});
