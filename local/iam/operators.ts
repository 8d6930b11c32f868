import { arnMatches, wildcard } from "./match.ts";

/** Compares one value of the request with one value of the policy. */
type Compare = (given: string, wanted: string) => boolean;

/** A condition operator without its prefix and suffix. `negated`: true when *no* policy value compares. */
export interface Operator {
  readonly compare: Compare;
  readonly negated: boolean;
}

const same: Compare = (given, wanted) => given === wanted;
const sameIgnoringCase: Compare = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const like: Compare = (given, wanted) => wildcard(wanted, given);
const arn: Compare = (given, wanted) => arnMatches(wanted, given);

const is = (compare: Compare): Operator => ({ compare, negated: false });
const isNot = (compare: Compare): Operator => ({ compare, negated: true });

const operators: ReadonlyMap<string, Operator> = new Map([
  ["StringEquals", is(same)],
  ["StringNotEquals", isNot(same)],
  ["StringEqualsIgnoreCase", is(sameIgnoringCase)],
  ["StringNotEqualsIgnoreCase", isNot(sameIgnoringCase)],
  ["StringLike", is(like)],
  ["StringNotLike", isNot(like)],
  ["ArnEquals", is(arn)],
  ["ArnLike", is(arn)],
  ["ArnNotEquals", isNot(arn)],
  ["ArnNotLike", isNot(arn)],
  ["Bool", is(sameIgnoringCase)],
  ["NumericEquals", is(numeric((given, wanted) => given === wanted))],
  ["NumericNotEquals", isNot(numeric((given, wanted) => given === wanted))],
  ["NumericLessThan", is(numeric((given, wanted) => given < wanted))],
  ["NumericLessThanEquals", is(numeric((given, wanted) => given <= wanted))],
  ["NumericGreaterThan", is(numeric((given, wanted) => given > wanted))],
  ["NumericGreaterThanEquals", is(numeric((given, wanted) => given >= wanted))],
]);

/** @throws Error for an operator that is not in the table. */
export function operatorNamed(name: string): Operator {
  const operator = operators.get(name);
  if (operator === undefined) throw new Error(`condition operator not known: ${name}`);
  return operator;
}

function numeric(compare: (given: number, wanted: number) => boolean): Compare {
  return (given, wanted) => compare(number(given), number(wanted));
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value))
    throw new Error("a numeric condition compares something else");
  return value;
}
