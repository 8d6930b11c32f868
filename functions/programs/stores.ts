import type { RequestPorts } from "../kernel/platform.ts";
import { addresseeStore } from "../members/addressee-store.ts";
import { invitationStore } from "../members/invitation-store.ts";
import { membershipStore } from "../members/membership-store.ts";
import { programStore } from "./program-store.ts";

/** What the endpoints of this slice are given. */
export const programStores = (ports: RequestPorts) => ({
  newId: ports.newId,
  trail: ports.trail,
  outbox: ports.outbox,
  memberships: membershipStore(ports),
  invitations: invitationStore(ports),
  addressees: addresseeStore(ports),
  programs: programStore(ports),
});
export type ProgramStores = ReturnType<typeof programStores>;
