import { describe, expect, it } from "vitest";
import { evaluate } from "../../../local/iam/evaluate.ts";
import type { PolicyStatement, Principal } from "../../../local/types.ts";
import { allow, documentOf, KEY, ROLE, ROOT, request, TABLE, under } from "./requests.ts";

const KEYS = "dynamodb:LeadingKeys";
const none = `no statement of the role's policies allows dynamodb:GetItem on ${TABLE}: `;
const whyNot = (...args: Parameters<typeof request>) => {
  const { decision, why } = evaluate(request(...args));
  expect(decision).toBe("deny");
  return why;
};

describe("a denial names the statement that is missing", () => {
  it("says when no statement names the action", () => {
    expect(whyNot([{ ...allow, Action: "dynamodb:Query" }])).toBe(`${none}no statement names this action`);
  });

  it("tells the condition that did not hold, with the policy's value and not the request's", () => {
    const why = whyNot([under("ForAllValues:StringLike", KEYS, ["m#*"])], { [KEYS]: ["x#secret"] });
    expect(why).toBe(`${none}statement A does only if ForAllValues:StringLike ${KEYS} m#*`);
  });

  it("tells several values of a condition one after the other", () => {
    const why = whyNot([under("ForAllValues:StringLike", KEYS, ["m#*", "t#*"])], { [KEYS]: ["x#secret"] });
    expect(why).toBe(`${none}statement A does only if ForAllValues:StringLike ${KEYS} m#*, t#*`);
  });

  it("tells every condition that did not hold, and none that did", () => {
    const Condition = {
      "ForAllValues:StringLike": { [KEYS]: ["m#*", "t#*"] },
      Null: { [KEYS]: "true" },
      StringEquals: { "aws:PrincipalArn": ROLE, "aws:RequestedRegion": "eu-west-1" },
    };
    expect(whyNot([{ ...allow, Condition }], { [KEYS]: ["x"] })).toBe(
      `${none}statement A does only if ForAllValues:StringLike ${KEYS} m#*, t#* and Null ${KEYS} true and StringEquals aws:RequestedRegion eu-west-1`,
    );
  });

  it("tells on what else a statement allows the action", () => {
    expect(whyNot([{ ...allow, Resource: [KEY, `${TABLE}2`] }])).toBe(
      `${none}statement A does on ${KEY}, ${TABLE}2`,
    );
    const { Resource: _, ...rest } = allow;
    expect(whyNot([{ ...rest, NotResource: TABLE }])).toBe(`${none}statement A does on all but ${TABLE}`);
  });

  it("speaks of a statement on this resource rather than of one on another", () => {
    const near = { ...under("StringEquals", "aws:RequestedRegion", "eu-west-1"), Sid: "Near" };
    expect(whyNot([{ ...allow, Resource: KEY }, near])).toBe(
      `${none}statement Near does only if StringEquals aws:RequestedRegion eu-west-1`,
    );
  });

  it("keeps silent about a Deny that does not apply, and about what a statement without Sid is called", () => {
    const { Sid: _, ...unnamed } = under("StringEquals", "aws:RequestedRegion", "eu-west-1");
    expect(whyNot([unnamed, { ...unnamed, Effect: "Deny" }])).toBe(
      `${none}a statement without Sid does only if StringEquals aws:RequestedRegion eu-west-1`,
    );
  });

  it("tells three statements, three values, and how many more there are", () => {
    const wanted = ["a", "b", "c", "d", "e"];
    const statements = ["S1", "S2", "S3", "S4"].map((Sid) => ({
      ...under("StringEquals", "aws:RequestedRegion", wanted),
      Sid,
    }));
    const only = "does only if StringEquals aws:RequestedRegion a, b, c, and 2 more";
    expect(whyNot(statements)).toBe(
      `${none}statement S1 ${only}; statement S2 ${only}; statement S3 ${only}; and 1 more`,
    );
    expect(whyNot(statements.slice(0, 3))).toBe(
      `${none}statement S1 ${only}; statement S2 ${only}; statement S3 ${only}`,
    );
  });
});

describe("where a key is concerned, it says whose policy is missing something", () => {
  const decrypt: PolicyStatement = { Sid: "Own", Effect: "Allow", Action: "kms:Decrypt", Resource: KEY };
  const ofKey: PolicyStatement = { ...decrypt, Sid: "Key", Resource: "*", Principal: ROOT };
  const about = (...statements: readonly PolicyStatement[]) => ({
    action: "kms:Decrypt",
    resource: KEY,
    keyPolicy: documentOf(...statements),
  });
  const bound = { StringEquals: { "kms:EncryptionContext:purpose": "branch" } };
  const own = { "kms:EncryptionContextKeys": ["purpose"], "kms:EncryptionContext:purpose": "secret" };

  it("the key's, with its condition", () => {
    expect(whyNot([decrypt], own, about({ ...ofKey, Condition: bound }))).toBe(
      `no statement of the key's policy allows kms:Decrypt on ${KEY}: statement Key does only if StringEquals kms:EncryptionContext:purpose branch`,
    );
  });

  it("the role's, when the key's allows", () => {
    expect(whyNot([{ ...decrypt, Condition: bound }], own, about(ofKey))).toBe(
      `no statement of the role's policies allows kms:Decrypt on ${KEY}: statement Own does only if StringEquals kms:EncryptionContext:purpose branch`,
    );
  });

  it("the key's, and no word of what it says to others", () => {
    const others = { ...ofKey, Principal: { AWS: `${ROLE}2` } };
    expect(whyNot([decrypt], {}, about(others))).toContain("no statement names this action");
  });
});

describe("an explicit Deny is named with whose policy it stands in", () => {
  const stop: PolicyStatement = { Sid: "Stop", Effect: "Deny", Action: "dynamodb:*", Resource: "*" };

  it("the role's", () => {
    expect(whyNot([allow, stop])).toBe("an explicit Deny decides: statement Stop of the role's policies");
  });

  it("the resource's", () => {
    const resourcePolicy = documentOf({ ...stop, Principal: "*" });
    expect(whyNot([allow], {}, { resourcePolicy })).toBe(
      "an explicit Deny decides: statement Stop of the resource's policy",
    );
  });
});

describe("an allow names every statement that gave it", () => {
  const decrypt: PolicyStatement = { Sid: "Own", Effect: "Allow", Action: "kms:Decrypt", Resource: KEY };
  const ofKey: PolicyStatement = { ...decrypt, Sid: "Key", Resource: "*", Principal: ROOT };
  const about = (...statements: readonly PolicyStatement[]) => ({
    action: "kms:Decrypt",
    resource: KEY,
    keyPolicy: documentOf(...statements),
  });
  const other = { ...decrypt, Sid: "Other", Resource: "*" };

  it("of the role and of the key that leaves it to the account", () => {
    const silent = { ...ofKey, Sid: "Silent", Action: "kms:Encrypt" };
    expect(evaluate(request([decrypt, other], {}, about(ofKey, silent)))).toEqual({
      decision: "allow",
      why: "identity policy, statement Own",
      by: [
        { holder: ROLE, statement: decrypt },
        { holder: ROLE, statement: other },
        { holder: KEY, statement: ofKey },
      ],
    });
  });

  it("of the key alone, where it names the role itself", () => {
    const named = { ...ofKey, Principal: { AWS: ROLE } };
    expect(evaluate(request([decrypt], {}, about(named, ofKey)))).toEqual({
      decision: "allow",
      why: "resource policy, statement Key",
      by: [{ holder: KEY, statement: named }],
    });
  });

  it("to a service of AWS too", () => {
    const service = "logs.us-east-1.amazonaws.com";
    const named = { ...ofKey, Principal: { Service: [service, "sns.amazonaws.com"] } };
    const principal: Principal = { arn: "arn:aws:logs:::x", account: "111122223333", policies: [], service };
    expect(evaluate(request([], {}, { ...about(named), principal })).decision).toBe("allow");
  });
});
