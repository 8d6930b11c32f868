import { api } from "./api.ts";
import { firewall } from "./firewall.ts";
import { functions } from "./functions.ts";
import { identity } from "./identity.ts";
import { keeping } from "./keeping.ts";
import { keys } from "./keys.ts";
import type { Mutants } from "./mutant.ts";
import { stack } from "./stack.ts";
import { tables } from "./tables.ts";

/** At least one for each house rule. */
export const mutants: Mutants = {
  ...api,
  ...firewall,
  ...functions,
  ...identity,
  ...keeping,
  ...keys,
  ...stack,
  ...tables,
};
