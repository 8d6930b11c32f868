import type { Edit } from "../edits.ts";

/** A stack that breaks a rule, made from the real one by a small change. */
export interface Mutant {
  /** What somebody did. */
  readonly accident: string;
  readonly edits: readonly Edit[];
  /** Logical id, or its beginning, that the rule must name. */
  readonly id: string;
  /** What `cdk.json` says instead, where that is the accident. */
  readonly told?: unknown;
}

/** Mutants by the rule that must refuse them. */
export type Mutants = Readonly<Record<string, readonly Mutant[]>>;

export const mutant = (accident: string, id: string, ...edits: readonly Edit[]): Mutant => ({
  accident,
  edits,
  id,
});

export const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
export const account = { AWS: { "Fn::Sub": `arn:aws:iam::\${AWS::AccountId}:root` } };

/** The policy of a function that opens content. */
export const people = "FunctionsPeopleItems";
