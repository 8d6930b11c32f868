import type { Write } from "../../kernel/ports.ts";
import { currentBranchAddress } from "./addresses.ts";
import { missingKey } from "./aws-calls.ts";
import type { BranchSource } from "./branch-keys.ts";
import { readCurrentVersion } from "./branch-keys.ts";
import type { Recording } from "./rewrap.ts";
import { newBranch } from "./rotation.ts";

export interface NextBranch extends Omit<BranchSource, "clock"> {
  readonly record: Recording;
}

/**
 * Makes the next branch key, under which every new key is wrapped from now on. Whoever comes second finds it made and makes
 * none. Keys that were wrapped before stay as they are until they are wrapped again.
 * @returns whether it made one.
 * @throws Problem `sealed` or `unavailable`.
 */
export const nextBranchKey = async (from: NextBranch): Promise<boolean> => {
  const before = await readCurrentVersion(from.read);
  if (before === undefined) throw missingKey(from.log);
  const { branch, write } = await newBranch(from, before + 1);
  const { table, pk, sk } = currentBranchAddress;
  const current: Write = {
    kind: "update",
    ...{ table, key: { pk, sk }, set: { bv: branch.version }, refuses: "changed-meanwhile" },
    when: { equals: { bv: before } },
  };
  return (await from.record([current, write], [])).outcome === "committed";
};
