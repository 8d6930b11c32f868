import type { RequestPorts } from "../kernel/platform.ts";
import { addresseeStore } from "../members/addressee-store.ts";
import { invitationStore } from "../members/invitation-store.ts";
import { memberStore } from "../members/member-store.ts";
import { membershipStore } from "../members/membership-store.ts";
import { peopleStore } from "../members/people-store.ts";
import { programListStore } from "./program-list-store.ts";
import { programStore } from "./program-store.ts";

/** What the endpoints of programs are given, made anew for each request. */
export const programStores = (ports: RequestPorts) => ({
  newId: ports.newId,
  trail: ports.trail,
  cursors: ports.cursors,
  outbox: ports.outbox,
  members: memberStore(ports),
  memberships: membershipStore(ports),
  people: peopleStore(ports),
  invitations: invitationStore(ports),
  addressees: addresseeStore(ports),
  programs: programStore(ports),
  programList: programListStore(ports),
});
export type ProgramStores = ReturnType<typeof programStores>;
