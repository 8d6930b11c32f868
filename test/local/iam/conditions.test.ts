import { describe, expect, it } from "vitest";
import { evaluate } from "../../../local/iam/evaluate.ts";
import { allow, KEY, ROLE, request, under, VARIABLE } from "./requests.ts";

type Given = string | readonly string[] | undefined;

const KEYS = "dynamodb:LeadingKeys";
const SELECT = "dynamodb:Select";

const met = (operator: string, key: string, wanted: unknown, given: Given) =>
  evaluate(request([under(operator, key, wanted)], { [key]: given })).decision === "allow";

describe("operators on a key with one value", () => {
  it.each<[string, unknown, Given, boolean]>([
    ["StringEquals", "COUNT", "COUNT", true],
    ["StringEquals", "count", "COUNT", false],
    ["StringEquals", ["A", "COUNT"], "COUNT", true],
    ["StringEquals", "COUNT", undefined, false],
    ["StringNotEquals", "COUNT", "ALL", true],
    ["StringNotEquals", ["ALL", "COUNT"], "ALL", false],
    ["StringNotEquals", "COUNT", undefined, true],
    ["StringEqualsIgnoreCase", "count", "COUNT", true],
    ["StringNotEqualsIgnoreCase", "count", "COUNT", false],
    ["StringLike", "CO?N*", "COUNT", true],
    ["StringLike", "*.*", "COUNT", false],
    ["StringNotLike", "CO*", "COUNT", false],
    ["StringEqualsIfExists", "COUNT", undefined, true],
    ["StringEqualsIfExists", "COUNT", "ALL", false],
    ["Bool", "true", "true", true],
    ["Bool", true, "false", false],
    ["Bool", "false", undefined, false],
    ["BoolIfExists", "false", undefined, true],
    ["NumericEquals", "7", "7.0", true],
    ["NumericNotEquals", 7, "8", true],
    ["NumericLessThan", "7", "7", false],
    ["NumericLessThanEquals", "7", "7", true],
    ["NumericGreaterThan", "10", "9", false],
    ["NumericGreaterThanEquals", "10", "10", true],
    ["Null", "true", undefined, true],
    ["Null", "false", undefined, false],
    ["Null", "false", "COUNT", true],
    ["Null", true, "COUNT", false],
    ["Null", ["true", "false"], "COUNT", true],
    ["Null", [], "COUNT", false],
  ])("%s %j of %j: %s", (operator, wanted, given, expected) => {
    expect(met(operator, SELECT, wanted, given)).toBe(expected);
  });

  it.each([
    ["ArnLike", "arn:aws:iam::111122223333:role/wr*", true],
    ["ArnEquals", "arn:aws:iam::*:role/writer", true],
    ["ArnLike", "arn:aws:iam:*:role/writer:*", false],
    ["ArnNotLike", "arn:aws:iam::111122223333:role/*", false],
    ["ArnNotEquals", `${ROLE}2`, true],
  ])("%s %s compares the parts of an ARN one by one: %s", (operator, wanted, expected) => {
    expect(evaluate(request([under(operator, "aws:PrincipalArn", wanted)])).decision).toBe(
      expected ? "allow" : "deny",
    );
  });
});

describe("set operators", () => {
  it.each<[string, unknown, Given, boolean]>([
    ["ForAllValues:StringLike", "m#*", ["m#1", "m#2"], true],
    ["ForAllValues:StringLike", "m#*", ["m#1", "t#2"], false],
    ["ForAllValues:StringEquals", ["a", "b"], ["b"], true],
    ["ForAnyValue:StringLike", "m#*", ["t#1", "m#2"], true],
    ["ForAnyValue:StringLike", "m#*", ["t#1"], false],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], false],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["c", "a"], true],
    ["ForAnyValue:StringEqualsIfExists", "a", undefined, true],
    ["ForAnyValue:StringEqualsIfExists", "a", [], true],
  ])("%s %j of %j: %s", (operator, wanted, given, expected) => {
    expect(met(operator, KEYS, wanted, given)).toBe(expected);
  });

  it("ForAllValues returns true if there are no keys in the request", () => {
    expect([
      met("ForAllValues:StringEquals", KEYS, "a", undefined),
      met("ForAllValues:StringEquals", KEYS, "a", []),
    ]).toEqual([true, true]);
  });

  it("Null false beside ForAllValues closes that gap", () => {
    const Condition = { "ForAllValues:StringEquals": { [KEYS]: "a" }, Null: { [KEYS]: "false" } };
    const decide = (given: Given) => evaluate(request([{ ...allow, Condition }], { [KEYS]: given })).decision;
    expect([decide(undefined), decide([]), decide(["a"])]).toEqual(["deny", "deny", "allow"]);
  });

  it("ForAnyValue returns false if the key does not exist, negated too", () => {
    expect(met("ForAnyValue:StringEquals", KEYS, "a", undefined)).toBe(false);
    expect(met("ForAnyValue:StringNotEquals", KEYS, "a", undefined)).toBe(false);
  });
});

describe("several conditions", () => {
  it("all operators and all keys must be met", () => {
    const Condition = {
      StringEquals: { [SELECT]: "COUNT", "aws:PrincipalArn": ROLE },
      Null: { [KEYS]: "true" },
    };
    const decide = (own: Record<string, Given>) => evaluate(request([{ ...allow, Condition }], own)).decision;
    expect(decide({ [SELECT]: "COUNT", [KEYS]: undefined })).toBe("allow");
    expect(decide({ [SELECT]: "COUNT", [KEYS]: ["a"] })).toBe("deny");
    expect(decide({ [SELECT]: "ALL", [KEYS]: undefined })).toBe("deny");
  });

  it("the code of a function is told from what Lambda does with its role", () => {
    const onlyLambda = { ...allow, Condition: { Null: { "lambda:SourceFunctionArn": "true" } } };
    const asked = request([onlyLambda]);
    const code = { ...asked.principal, sourceFunction: "arn:aws:lambda:us-east-1:111122223333:function:f" };
    expect(evaluate(asked).decision).toBe("allow");
    expect(evaluate(request([], {}, { principal: code })).decision).toBe("deny");
  });

  it("names of keys know no case", () => {
    expect(evaluate(request([under("StringEquals", "AWS:principalARN", ROLE)])).decision).toBe("allow");
  });
});

describe("what cannot be computed is an error, never an allow", () => {
  const noNumber = "a numeric condition compares something else";
  it.each<[string, string, string, unknown, Given, string]>([
    ["an unknown operator", "StringMatches", SELECT, "a", "a", "operator not known: StringMatches"],
    ["an operator that is not here", "IpAddress", SELECT, "a", "a", "operator not known: IpAddress"],
    ["a set operator on Null", "ForAllValues:Null", KEYS, "true", ["a"], "operator not known: Null"],
    ["Null with another word", "Null", SELECT, "maybe", "a", "Null takes true or false"],
    ["a multivalued key without a set operator", "StringEquals", KEYS, "a", ["a"], "a multivalued key needs"],
    ["a number that is none", "NumericEquals", SELECT, "a", "1", noNumber],
    ["a number that is empty", "NumericEquals", SELECT, "", "0", noNumber],
    ["a number that is blank", "NumericEquals", SELECT, "0", " ", noNumber],
    ["an ARN that is none", "ArnLike", "aws:PrincipalArn", "writer", ROLE, "not an ARN"],
    ["a policy variable", "StringEquals", SELECT, VARIABLE, "a", "policy variables are not evaluated"],
    [
      "a value that is an object",
      "StringEquals",
      SELECT,
      { Ref: "x" },
      "a",
      "neither text, number nor boolean",
    ],
  ])("%s", (_, operator, key, wanted, given, message) => {
    expect(() => met(operator, key, wanted, given)).toThrow(message);
  });

  it.each([
    ["dynamodb:Attributes", "not computed"],
    ["aws:PrincipalOrgID", "not computed"],
    ["dynamo:LeadingKeys", "not known"],
    ["nonsense", "not known"],
  ])("the key %s", (key, message) => {
    expect(() => evaluate(request([under("ForAllValues:StringEquals", key, "a")]))).toThrow(message);
  });

  it("also behind a condition that is not met", () => {
    const Condition = {
      StringEquals: { "aws:PrincipalArn": "x" },
      StringMatches: { "aws:PrincipalArn": "x" },
    };
    expect(() => evaluate(request([{ ...allow, Condition }]))).toThrow("operator not known");
  });

  it("a key of another service is absent from the request", () => {
    expect(evaluate(request([under("StringEqualsIfExists", "kms:ViaService", "x")])).decision).toBe("allow");
    expect(evaluate(request([under("StringEquals", "kms:ViaService", "x")])).decision).toBe("deny");
  });

  it.each([
    ["StringMatches", "aws:PrincipalArn", "operator not known"],
    ["StringEquals", "dynamo:LeadingKeys", "key not known"],
  ])("also in a statement about something else: %s %s", (operator, key, message) => {
    const other = { ...under(operator, key, "y"), Resource: KEY };
    expect(() => evaluate(request([allow, other]))).toThrow(message);
  });
});
