import { at, entriesOf, listOf, property } from "../template.ts";
import { all, each, type Rule } from "./rule.ts";

const pools = ["AWS::Cognito::UserPool"];

export const poolsClosed: Rule = {
  id: "pools-closed",
  holds:
    "A user pool is protected, takes nobody who was not invited, lets nobody set a password by mail, and starts no code.",
  source:
    "45 CFR 164.312(a)(1); a pool has no backup, and a trigger would wait for a function that waits for it",
  faults: all(
    each(pools, {
      unless: (pool) => property(pool, "DeletionProtection") === "ACTIVE",
      wrong: "can be deleted by one call",
      remedy: "set DeletionProtection to ACTIVE",
    }),
    each(pools, {
      unless: (pool) => property(pool, "AdminCreateUserConfig", "AllowAdminCreateUserOnly") === true,
      wrong: "lets anybody register",
      remedy: "set AllowAdminCreateUserOnly",
    }),
    each(pools, {
      unless: (pool) => {
        const ways = listOf(property(pool, "AccountRecoverySetting", "RecoveryMechanisms"));
        return ways.length === 1 && at(ways[0], "Name") === "admin_only";
      },
      wrong: "lets whoever reads the mail set a password",
      remedy: "allow recovery by admin_only alone",
    }),
    each(pools, {
      unless: (pool) => entriesOf(property(pool, "LambdaConfig")).length === 0,
      wrong: "starts a function",
      remedy: "leave LambdaConfig out",
    }),
    each(pools, {
      unless: (pool) => property(pool, "Schema") === undefined,
      wrong: "has attributes of its own, which can never be changed",
      remedy: "keep what Kith knows of people in its tables",
    }),
    each(pools, {
      unless: (pool) => property(pool, "UsernameConfiguration", "CaseSensitive") === false,
      wrong:
        "does not say that names are alike in capitals and small letters, which can only be said on the first day",
      remedy: "set UsernameConfiguration.CaseSensitive to false",
    }),
  ),
};
