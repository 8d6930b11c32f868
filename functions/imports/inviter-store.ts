import type { Membership } from "../kernel/caller.ts";
import { memberKey, membershipKey, programKey } from "../kernel/keys.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import type { Key, Write } from "../kernel/ports.ts";
import { memberOf } from "../members/member-store.ts";
import { membershipOf, membershipStore } from "../members/membership-store.ts";
import { programStore } from "../programs/program-store.ts";
import type { Job } from "./job-store.ts";

/** How it stands now with whoever sent a file, and with the program that it invites into. */
export interface Standing {
  readonly member: "active" | "suspended";
  readonly membership: Membership | undefined;
  readonly programIsOpen: boolean;
}
type WhoAndWhere = Pick<Job, "by" | "program">;

/** People who have sent files: whether they could still invite, and the conditions that say so. */
export const inviterStore = (ports: Pick<RequestPorts, "reader" | "vault" | "trail">) => ({
  /** Read consistently, in one call with the program. */
  standing: async ({ by, program }: WhoAndWhere): Promise<Standing> => {
    const keys = [memberKey(by), membershipKey(by, program), programKey(program)];
    const [member, membership] = await ports.reader.getAll(keys, { consistent: true });
    return {
      member: member === undefined ? "suspended" : memberOf(member).state,
      membership: membership && membershipOf(membership),
      programIsOpen: (await programStore(ports).active([program])).length > 0,
    };
  },

  /** Repeats in the transaction what a row is invited by. */
  stillSo: ({ by, program }: WhoAndWhere, membership: Membership): readonly Write[] => [
    membershipStore(ports).stillActive(by, membership),
    isActive(memberKey(by)),
    isActive(programKey(program)),
  ],
});

const isActive = (key: Key): Write => ({
  kind: "require",
  table: "community",
  key,
  refuses: "in-progress",
  when: { equals: { state: "active" } },
});
