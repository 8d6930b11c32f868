import fc from "fast-check";
import type { PolicyStatement } from "../../../local/types.ts";
import { KEY, ROLE, ROOT, TABLE } from "./requests.ts";

/** What a request of the properties below is about. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly keys: readonly string[] | undefined;
}

/** A word of a policy with what it means, said without the evaluator. */
interface Word<T> {
  readonly word: T;
  readonly means: (asked: Asked) => boolean;
}

const words = <T>(rows: readonly (readonly [T, Word<T>["means"]])[]) =>
  fc.constantFrom(...rows.map(([word, means]) => ({ word, means })));

const begins = (start: string) => (one: string) => one.startsWith(start);
const present = (keys: Asked["keys"]): keys is readonly string[] => keys !== undefined && keys.length > 0;

const actions = words([
  ["*", () => true],
  ["dynamodb:*", ({ action }) => action.startsWith("dynamodb:")],
  ["DYNAMODB:getitem", ({ action }) => action === "dynamodb:GetItem"],
  ["dynamodb:?etItem", ({ action }) => action === "dynamodb:GetItem"],
  ["dynamodb:Put*", ({ action }) => action === "dynamodb:PutItem"],
  ["kms:Decrypt", ({ action }) => action === "kms:Decrypt"],
]);
const resources = words([
  ["*", () => true],
  [TABLE, ({ resource }) => resource === TABLE],
  [`${TABLE}/index/*`, ({ resource }) => resource === `${TABLE}/index/byGroup`],
  ["arn:aws:dynamodb:*:*:table/*", ({ resource }) => resource.startsWith(TABLE)],
  ["arn:aws:kms:*:*:key/*", ({ resource }) => resource === KEY],
  ["arn:aws:sqs:*:*:queue", () => false],
]);
const onDynamodb = ({ action }: Asked): boolean => action.startsWith("dynamodb:");
const conditions = words<PolicyStatement["Condition"]>([
  [{}, () => true],
  [{ StringEquals: { "aws:PrincipalArn": ROLE } }, () => true],
  [{ StringNotEquals: { "aws:PrincipalArn": ROLE } }, () => false],
  [{ StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } }, () => false],
  [
    { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "m#*" } },
    (asked) => !onDynamodb(asked) || (asked.keys ?? []).every(begins("m#")),
  ],
  [
    { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": ["m#*", "t#*"] } },
    (asked) => onDynamodb(asked) && (asked.keys ?? []).some((key) => /^[mt]#/.test(key)),
  ],
  [{ Null: { "dynamodb:LeadingKeys": "false" } }, (asked) => onDynamodb(asked) && present(asked.keys)],
  [
    {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["t#*"] },
      Null: { "dynamodb:LeadingKeys": "false" },
    },
    (asked) => onDynamodb(asked) && present(asked.keys) && asked.keys.every(begins("t#")),
  ],
]);

/** A statement, and whether it speaks of a request. */
export interface Modelled {
  readonly statement: PolicyStatement;
  readonly speaksOf: (asked: Asked) => boolean;
}

export function modelled(...effects: ("Allow" | "Deny")[]): fc.Arbitrary<Modelled> {
  return fc
    .record({
      effect: fc.constantFrom(...effects),
      action: fc.array(actions, { minLength: 1, maxLength: 3 }),
      resource: fc.array(resources, { minLength: 1, maxLength: 2 }),
      condition: conditions,
      notAction: fc.boolean(),
      notResource: fc.boolean(),
    })
    .map(({ effect, action, resource, condition, notAction, notResource }) => ({
      statement: {
        Effect: effect,
        [notAction ? "NotAction" : "Action"]: action.map(({ word }) => word),
        [notResource ? "NotResource" : "Resource"]: resource.map(({ word }) => word),
        ...(condition.word === undefined ? {} : { Condition: condition.word }),
      },
      speaksOf: (asked) =>
        action.some(({ means }) => means(asked)) !== notAction &&
        resource.some(({ means }) => means(asked)) !== notResource &&
        condition.means(asked),
    }));
}

/** Whom a resource's policy names, and whether that is the caller, its account, or somebody else. */
export const principals = fc.constantFrom(
  { principal: "*" as const, names: "caller" },
  { principal: { AWS: "*" }, names: "caller" },
  { principal: { AWS: ["arn:aws:iam::999999999999:root", ROLE] }, names: "caller" },
  { principal: ROOT, names: "account" },
  { principal: { AWS: "111122223333" }, names: "account" },
  { principal: { AWS: `${ROLE}2` }, names: "nobody" },
  { principal: { Service: "logs.us-east-1.amazonaws.com" }, names: "nobody" },
);

export const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.record({
    action: fc.constantFrom("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"),
    resource: fc.constantFrom(TABLE, `${TABLE}/index/byGroup`),
    keys: fc.option(fc.array(fc.constantFrom("m#1", "t#1", "x"), { maxLength: 3 }), { nil: undefined }),
  }),
  fc.constant({ action: "kms:Decrypt", resource: KEY, keys: undefined }),
);
