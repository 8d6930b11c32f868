import type { Identity } from "../kernel/caller.ts";
import type { Clock } from "../kernel/clock.ts";
import { minute } from "../kernel/clock.ts";
import { type MemberId, programId, threadId } from "../kernel/ids.ts";
import { memberKey, membershipKey, programKey, threadKey } from "../kernel/keys.ts";
import type { LoadCaller, LoadedCaller, PathPlace, RequestPorts } from "../kernel/platform.ts";
import type { Item, Key } from "../kernel/ports.ts";
import { type Remembered, remember } from "../kernel/remember.ts";
import { memberOf, memberStore } from "./member-store.ts";
import { membershipOf } from "./membership-store.ts";

/**
 * Loads the caller of each request with one BatchGetItem: member, membership in the program of the path, and beside them the
 * program and thread that the endpoint will ask for. Only the link from sign-in to member, which never changes, is remembered.
 */
export function callerLoader(clock: Clock): LoadCaller {
  const known: Remembered<MemberId> = remember({ clock, lifetime: 5 * minute, capacity: 10_000 });
  return async (identity, place, ports) => {
    const name = `${identity.issuer} ${identity.subject}`;
    const member = known.get(name) ?? (await memberStore(ports).bySignIn(identity.issuer, identity.subject));
    if (member === undefined) return stranger(identity);
    known.set(name, member);
    const [memberItem, membershipItem] = await load(member, place, ports);
    return memberItem ? callerOf(identity, member, memberItem, membershipItem) : stranger(identity);
  };
}

async function load(
  member: MemberId,
  place: PathPlace,
  { reader }: RequestPorts,
): Promise<readonly (Item | undefined)[]> {
  const program = place.programId === undefined ? undefined : programId.parse(place.programId);
  const thread = place.threadId === undefined ? undefined : threadId.parse(place.threadId);
  const keys: readonly Key[] = [
    memberKey(member),
    ...(program ? [membershipKey(member, program), programKey(program)] : []),
    ...(thread ? [threadKey(thread)] : []),
  ];
  const [memberItem, membershipItem] = await reader.getAll(keys);
  // A replica may not have seen who has just joined; what is really not there is not there in the consistent read either.
  const seen = memberItem !== undefined && (program === undefined || membershipItem !== undefined);
  const complete = seen ? [memberItem, membershipItem] : await reader.getAll(keys, { consistent: true });
  return [complete[0], program ? complete[1] : undefined];
}

function callerOf(
  identity: Identity,
  member: MemberId,
  memberItem: Item,
  membershipItem: Item | undefined,
): LoadedCaller {
  const stored = memberOf(memberItem);
  const membership = membershipItem && membershipOf(membershipItem);
  return {
    identity,
    member,
    memberState: stored.state,
    tokensFrom: stored.tokensFrom,
    tenantRole: stored.tenantRole,
    role: membership?.role ?? stored.tenantRole ?? stored.joinedAs,
    membership,
    version: stored.version,
    language: stored.language,
  };
}

const stranger = (identity: Identity): LoadedCaller => ({
  identity,
  member: undefined,
  memberState: "none",
  tokensFrom: 0,
  tenantRole: undefined,
  role: undefined,
  membership: undefined,
  version: 0,
  language: undefined,
});
