import type { RequestPorts } from "../kernel/platform.ts";
import { membershipStore } from "../members/membership-store.ts";
import { programStore } from "../programs/program-store.ts";
import { draftStore } from "./draft-store.ts";
import { markStore } from "./mark-store.ts";
import { messageChangeStore } from "./message-change-store.ts";
import { messageStore } from "./message-store.ts";
import { pinStore } from "./pin-store.ts";
import { pollStore } from "./poll-store.ts";
import { reactionStore } from "./reaction-store.ts";
import { recentStore } from "./recent-store.ts";
import { threadStore } from "./thread-store.ts";

/** What the endpoints of the community are given, made anew for each request. */
export const communityStores = (ports: RequestPorts) => ({
  newId: ports.newId,
  trail: ports.trail,
  cursors: ports.cursors,
  memberships: membershipStore(ports),
  programs: programStore(ports),
  threads: threadStore(ports),
  marks: markStore(ports),
  recents: recentStore(ports),
  messages: messageStore(ports),
  changes: messageChangeStore(ports),
  reactions: reactionStore(ports),
  drafts: draftStore(ports),
  pins: pinStore(ports),
  polls: pollStore(ports),
});
export type CommunityStores = ReturnType<typeof communityStores>;
