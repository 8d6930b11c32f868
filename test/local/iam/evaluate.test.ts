import { describe, expect, it } from "vitest";
import { evaluate } from "../../../local/iam/evaluate.ts";
import type { PolicyStatement, Principal } from "../../../local/types.ts";
import { allow, deny, documentOf, KEY, ROLE, ROOT, request, TABLE, VARIABLE } from "./requests.ts";

const decisionOf = (...args: Parameters<typeof request>) => evaluate(request(...args)).decision;

describe("identity policies", () => {
  it("by default, all requests are denied", () => {
    expect(evaluate(request([]))).toEqual({
      decision: "deny",
      why: `no statement of the role's policies allows dynamodb:GetItem on ${TABLE}: no statement names this action`,
    });
  });

  it("an explicit allow overrides the default", () => {
    expect(evaluate(request([allow]))).toEqual({
      decision: "allow",
      why: "identity policy, statement A",
      by: [{ holder: ROLE, statement: allow }],
    });
  });

  it("an explicit deny overrides any allow", () => {
    expect(evaluate(request([allow, deny]))).toEqual({
      decision: "deny",
      why: "an explicit Deny decides: statement D of the role's policies",
    });
  });

  it.each<[string, Partial<PolicyStatement>, "allow" | "deny"]>([
    ["action names know no case", { Action: "DynamoDB:getitem" }, "allow"],
    ["a wildcard in an action", { Action: "dynamodb:Get*" }, "allow"],
    ["? is exactly one character", { Action: "dynamodb:GetIte?" }, "allow"],
    ["? is not none", { Action: "dynamodb:?atchGetItem" }, "deny"],
    ["a wildcard in the last part of a resource", { Resource: `${TABLE}*` }, "allow"],
    ["a wildcard does not reach over a colon", { Resource: "arn:aws:dynamodb:*:table/community:*" }, "deny"],
    ["a dot is a dot", { Resource: TABLE.replace("community", "c.mmunity") }, "deny"],
    ["a table is not its index", { Resource: `${TABLE}/index/*` }, "deny"],
    ["one resource of a list", { Resource: [KEY, TABLE] }, "allow"],
  ])("%s", (_, change, expected) => {
    expect(decisionOf([{ ...allow, ...change }])).toBe(expected);
  });

  it("an action that names no resource is done to *, which only * allows", () => {
    const traces = { ...allow, Action: "xray:PutTraceSegments", Resource: "*" };
    const asked = { action: "xray:PutTraceSegments", resource: "*" };
    expect(decisionOf([traces], {}, asked)).toBe("allow");
    expect(decisionOf([{ ...traces, Resource: TABLE }], {}, asked)).toBe("deny");
  });

  it("a bucket's ARN names no account, and is taken as this one's", () => {
    const asked = { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/x" };
    expect(
      decisionOf([{ ...allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" }], {}, asked),
    ).toBe("allow");
  });

  it("NotAction covers every other action", () => {
    const { Action: _, ...rest } = allow;
    expect(decisionOf([{ ...rest, NotAction: "dynamodb:GetItem" }])).toBe("deny");
    expect(decisionOf([{ ...rest, NotAction: "dynamodb:Scan" }])).toBe("allow");
  });

  it("NotResource covers every other resource", () => {
    const { Resource: _, ...rest } = allow;
    expect(decisionOf([{ ...rest, NotResource: TABLE }])).toBe("deny");
    expect(decisionOf([{ ...rest, NotResource: KEY }])).toBe("allow");
  });
});

describe("what is not understood is an error, also in a statement about something else", () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ["an unknown element", { NotPrincipal: "*" }, "policy not understood"],
    ["an unknown effect", { Effect: "Permit" }, "policy not understood"],
    ["a principal in an identity policy", { Principal: "*" }, "an identity policy names a principal"],
    ["both Action and NotAction", { NotAction: "s3:*" }, "exactly one of Action and NotAction"],
    ["an unknown action", { Action: "dynamodb:GetItems" }, "action that is not known: dynamodb:GetItems"],
    ["an unknown action of a list", { Action: ["dynamodb:GetItem", "dynamodb:Got*"] }, "dynamodb:Got*"],
    ["an action of an unknown service", { Action: "dynamo:GetItem" }, "action that is not known"],
    ["an action without service", { Action: "GetItem" }, "action that is not known"],
    ["a policy variable", { Resource: `${TABLE}${VARIABLE}` }, "policy variables"],
    ["a resource that is no ARN", { Resource: "community" }, "not an ARN"],
  ])("%s", (_, change, message) => {
    const odd = { ...allow, ...change };
    expect(() => evaluate(request([odd]))).toThrow(message);
    expect(() => evaluate(request([odd], {}, { action: "dynamodb:Scan", resource: KEY }))).toThrow(message);
  });

  it("neither Resource nor NotResource", () => {
    const { Resource: _, ...rest } = allow;
    expect(() => evaluate(request([rest]))).toThrow("exactly one of Action and NotAction");
  });

  it("a question about an unknown action, whatever is allowed", () => {
    const everything = { ...allow, Action: "*", Resource: "*" };
    expect(() => evaluate(request([everything], {}, { action: "dynamodb:GetItems" }))).toThrow(
      "an action that is not known: dynamodb:GetItems",
    );
  });

  it("a resource of another account, or one that is no ARN", () => {
    const foreign = TABLE.replace("111122223333", "999999999999");
    expect(() => evaluate(request([allow], {}, { resource: foreign }))).toThrow("another account");
    expect(() => evaluate(request([allow], {}, { resource: "community" }))).toThrow("another account");
  });

  it("an older policy language", () => {
    const caller: Principal = {
      ...request([]).principal,
      policies: [{ Version: "2008-10-17", Statement: allow }],
    };
    expect(() => evaluate({ ...request([]), principal: caller })).toThrow("policy not understood at Version");
  });
});

describe("resource policies", () => {
  const everyone: PolicyStatement = { ...deny, Principal: "*" };
  const service: Principal = {
    arn: "arn:aws:logs:us-east-1:111122223333:log-group:x",
    account: "111122223333",
    policies: [],
    service: "logs.us-east-1.amazonaws.com",
  };

  it("a deny of the resource binds a role that IAM allows", () => {
    expect(decisionOf([allow], {}, { resourcePolicy: documentOf(everyone) })).toBe("deny");
  });

  it("within an account, an allow of the resource that names the role is enough", () => {
    const named: PolicyStatement = { ...allow, Principal: { AWS: ROLE } };
    expect(decisionOf([], {}, { resourcePolicy: documentOf(named) })).toBe("allow");
  });

  it("an allow to another role is none", () => {
    const other: PolicyStatement = { ...allow, Principal: { AWS: `${ROLE}2` } };
    expect(decisionOf([], {}, { resourcePolicy: documentOf(other) })).toBe("deny");
  });

  it("a service is named by Service, and asked about its source", () => {
    const statement: PolicyStatement = {
      Effect: "Allow",
      Principal: { Service: "logs.us-east-1.amazonaws.com" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    };
    const asked = {
      principal: service,
      action: "kms:Decrypt",
      resource: KEY,
      keyPolicy: documentOf(statement),
    };
    expect(decisionOf([], {}, asked)).toBe("allow");
    expect(decisionOf([], {}, { ...asked, principal: { ...service, service: "sns.amazonaws.com" } })).toBe(
      "deny",
    );
  });

  it("a service is nobody whom AWS names", () => {
    const statement: PolicyStatement = {
      ...allow,
      Action: "kms:Decrypt",
      Resource: "*",
      Principal: { AWS: service.arn },
    };
    const asked = {
      principal: service,
      action: "kms:Decrypt",
      resource: KEY,
      keyPolicy: documentOf(statement),
    };
    expect(decisionOf([], {}, asked)).toBe("deny");
  });

  it("a role is nobody whom Service names", () => {
    const named: PolicyStatement = { ...allow, Principal: { Service: ROLE } };
    expect(decisionOf([], {}, { resourcePolicy: documentOf(named) })).toBe("deny");
  });

  it("a statement without a principal is an error", () => {
    expect(() => decisionOf([allow], {}, { resourcePolicy: documentOf(deny) })).toThrow("names no principal");
  });
});

describe("key policies", () => {
  const decrypt: PolicyStatement = { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" };
  const asked = (keyStatement: PolicyStatement) => ({
    action: "kms:Decrypt",
    resource: KEY,
    keyPolicy: documentOf(keyStatement),
  });

  it("without an allow of the key policy, IAM policies have no effect", () => {
    const other = asked({ ...decrypt, Principal: ROOT, Action: "kms:Encrypt" });
    expect(evaluate(request([decrypt], {}, other))).toEqual({
      decision: "deny",
      why: `no statement of the key's policy allows kms:Decrypt on ${KEY}: no statement names this action`,
    });
  });

  it("a statement for the account only lets IAM policies decide", () => {
    const account = asked({ ...decrypt, Principal: ROOT });
    expect([decisionOf([], {}, account), decisionOf([decrypt], {}, account)]).toEqual(["deny", "allow"]);
  });

  it("another account's root is not this account", () => {
    const foreign = asked({ ...decrypt, Principal: { AWS: "arn:aws:iam::999999999999:root" } });
    expect(decisionOf([decrypt], {}, foreign)).toBe("deny");
  });

  it("a statement that names the role is enough without IAM", () => {
    expect(decisionOf([], {}, asked({ ...decrypt, Principal: { AWS: ROLE } }))).toBe("allow");
  });

  it("an asterisk gives every identity permission, without IAM", () => {
    expect(decisionOf([], {}, asked({ ...decrypt, Principal: "*" }))).toBe("allow");
    expect(decisionOf([], {}, asked({ ...decrypt, Principal: { AWS: "*" } }))).toBe("allow");
  });

  it("a deny in IAM binds a role that the key policy names", () => {
    const denied: PolicyStatement = { ...decrypt, Effect: "Deny" };
    expect(decisionOf([denied], {}, asked({ ...decrypt, Principal: { AWS: ROLE } }))).toBe("deny");
  });
});
