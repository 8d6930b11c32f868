import { contextOf } from "../../../local/iam/context.ts";
import type { AccessRequest } from "../../../local/iam/evaluate.ts";
import type { PolicyDocument, PolicyStatement, Principal } from "../../../local/types.ts";

export const ROLE = "arn:aws:iam::111122223333:role/writer";
export const TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/community";
export const KEY = "arn:aws:kms:us-east-1:111122223333:key/1";
export const ROOT = { AWS: "arn:aws:iam::111122223333:root" };

type Own = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A question to IAM about GetItem on a table, by a role with these statements. */
export function request(
  statements: readonly PolicyStatement[],
  own: Own = {},
  rest: Partial<AccessRequest> = {},
): AccessRequest {
  const principal: Principal = {
    arn: ROLE,
    account: "111122223333",
    policies: statements.map((one) => documentOf(one)),
  };
  const situation = { caller: rest.principal ?? principal, region: "us-east-1", now: new Date("2026-01-01") };
  const context = contextOf(situation, Object.entries(own));
  return { principal, action: "dynamodb:GetItem", resource: TABLE, context, ...rest };
}

export function documentOf(...statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

export const allow: PolicyStatement = {
  Sid: "A",
  Effect: "Allow",
  Action: "dynamodb:GetItem",
  Resource: TABLE,
};
export const deny: PolicyStatement = { Sid: "D", Effect: "Deny", Action: "dynamodb:*", Resource: "*" };

/** The allowing statement, under one condition. */
export function under(operator: string, key: string, wanted: unknown): PolicyStatement {
  return { ...allow, Condition: { [operator]: { [key]: wanted } } };
}

/** Built from two halves: as one literal it would look like a mistaken template string. */
export const VARIABLE = ["$", "{aws:username}"].join("");
