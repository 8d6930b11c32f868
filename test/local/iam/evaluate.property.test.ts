import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccessRequest, evaluate } from "../../../local/iam/evaluate.ts";
import type { PolicyStatement } from "../../../local/types.ts";
import { documentOf, KEY, ROLE, ROOT, request, TABLE } from "./requests.ts";

const actions = fc.constantFrom(
  "*",
  "dynamodb:*",
  "dynamodb:GetItem",
  "dynamodb:Put*",
  "kms:Decrypt",
  "kms:*",
);
const resources = fc.constantFrom("*", TABLE, `${TABLE}/index/*`, KEY, "arn:aws:kms:*:*:key/*");
const conditions = fc.constantFrom(
  {},
  { StringEquals: { "aws:PrincipalArn": ROLE } },
  { StringNotEquals: { "aws:PrincipalArn": ROLE } },
  { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "m#*" } },
  { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": ["m#*", "t#*"] } },
  { Null: { "dynamodb:LeadingKeys": "false" } },
  { StringLikeIfExists: { "kms:ViaService": "dynamodb.*" } },
);
const principals = fc.constantFrom<NonNullable<PolicyStatement["Principal"]>>(
  "*",
  ROOT,
  { AWS: ROLE },
  { AWS: `${ROLE}2` },
);

function statement(...effects: ("Allow" | "Deny")[]): fc.Arbitrary<PolicyStatement> {
  return fc
    .record({
      Effect: fc.constantFrom(...effects),
      action: actions,
      resource: resources,
      Condition: conditions,
      not: fc.boolean(),
    })
    .map(({ Effect, action, resource, Condition, not }) => ({
      Effect,
      ...(not ? { NotAction: action } : { Action: action }),
      Resource: resource,
      Condition,
    }));
}

const identity = fc.array(statement("Allow", "Deny"), { maxLength: 4 });
const ofResource = fc
  .array(fc.tuple(statement("Allow", "Deny"), principals), { maxLength: 3 })
  .map((all) => all.map(([one, Principal]) => ({ ...one, Principal })));
const leadingKeys = fc.option(fc.array(fc.constantFrom("m#1", "t#1", "x"), { maxLength: 3 }), {
  nil: undefined,
});

const about = fc
  .tuple(leadingKeys, ofResource, fc.boolean())
  .map(([keys, policy, kms]) => (statements: readonly PolicyStatement[]): AccessRequest => {
    const document = documentOf(...policy);
    return kms
      ? request(
          statements,
          { "kms:ViaService": undefined },
          { action: "kms:Decrypt", resource: KEY, keyPolicy: document },
        )
      : request(statements, { "dynamodb:LeadingKeys": keys }, { resourcePolicy: document });
  });

describe("evaluate", () => {
  it("adding an Allow never turns an allow into a deny", () => {
    fc.assert(
      fc.property(about, identity, statement("Allow"), (ask, statements, added) => {
        fc.pre(evaluate(ask(statements)).decision === "allow");
        expect(evaluate(ask([...statements, added])).decision).toBe("allow");
      }),
    );
  });

  it("adding a Deny never turns a deny into an allow", () => {
    fc.assert(
      fc.property(about, identity, statement("Deny"), (ask, statements, added) => {
        fc.pre(evaluate(ask(statements)).decision === "deny");
        expect(evaluate(ask([...statements, added])).decision).toBe("deny");
      }),
    );
  });

  it("the order of the statements does not matter", () => {
    fc.assert(
      fc.property(about, identity, (ask, statements) => {
        expect(evaluate(ask(statements.toReversed())).decision).toBe(evaluate(ask(statements)).decision);
      }),
    );
  });

  it("what no statement matches is denied", () => {
    const elsewhere = identity.map((all) =>
      all.map((one) => ({ ...one, Resource: "arn:aws:sqs:*:*:queue" })),
    );
    fc.assert(
      fc.property(elsewhere, leadingKeys, (statements, keys) => {
        expect(evaluate(request(statements, { "dynamodb:LeadingKeys": keys })).decision).toBe("deny");
      }),
    );
  });
});
