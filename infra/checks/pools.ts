import { type Found, ofTypes, property, wordsOf } from "../template.ts";
import { type CheckedStack, type Fault, fault } from "./rule.ts";

/** The factors with which one may begin to sign in to a pool. */
export const firstFactors = (pool: Found): readonly string[] =>
  wordsOf(property(pool, "Policies", "SignInPolicy", "AllowedFirstAuthFactors"));

/**
 * What is wrong with one of the two pools.
 * @param wrongs what does not hold of it, each with its remedy.
 */
export const ofPool =
  (
    id: "MembersPool" | "WorkforcePool",
    wrongs: (pool: Found) => readonly (readonly [boolean, string, string])[],
  ) =>
  ({ template }: CheckedStack): readonly Fault[] => {
    const pool = ofTypes(template, "AWS::Cognito::UserPool").find((one) => one.id === id);
    if (pool === undefined) return [fault(id, "is missing", "make both user pools")];
    return wrongs(pool)
      .filter(([isWrong]) => isWrong)
      .map(([, wrong, remedy]) => fault(id, wrong, remedy));
  };
