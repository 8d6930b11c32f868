import type { SpaceId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import type { Endpoints } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { type InPlace, inProgram, inThread } from "./in-place.ts";
import { recentOf } from "./recent-store.ts";
import type { CommunityStores } from "./stores.ts";
import { threadRow } from "./thread-item.ts";
import { unreadAcross, unreadIn } from "./unread.ts";
import type { unreadRoutes } from "./unread-routes.ts";

export const unreadEndpoints: Endpoints<typeof unreadRoutes, CommunityStores> = {
  markRead: {
    decide: async ({ caller, params, body, at }, stores) => {
      const { threadId: thread, spaceId: space } = params;
      const here = await inThread(caller, params, stores);
      stores.trail.about(thread);
      const [isThere, item, before] = await Promise.all([
        stores.messages.has(thread, body.upTo),
        stores.threads.row(space, thread),
        stores.marks.now(here.member, { space, thread }),
      ]);
      if (!isThere || !item) throw new Problem("not-found");
      const goesOn = before === undefined || before < body.upTo;
      const upTo = goesOn ? body.upTo : before;
      const unread = unreadIn(threadRow(item).recent, upTo, readerOf(here));
      const mark = goesOn ? [stores.marks.advance(here.member, { space, thread }, upTo, at.now)] : [];
      return {
        answer: { status: 200, body: { upTo, unread } },
        writes: [here.still, ...mark],
        made: thread,
      };
    },

    replay: async ({ caller, params }, { threads, marks, trail }) => {
      const { threadId: thread, spaceId: space } = params;
      const here = placed(caller);
      trail.about(thread);
      const [item, upTo] = await Promise.all([
        threads.row(space, thread),
        marks.now(here.member, { space, thread }),
      ]);
      if (!item || !upTo) throw new Problem("not-found");
      const unread = unreadIn(threadRow(item).recent, upTo, readerOf(here));
      return { status: 200, body: { upTo, unread } };
    },
  },

  readUnread: {
    decide: async ({ caller, params, at }, stores) => {
      const here = await inProgram(caller, params, stores);
      const spaces = await spacesOf(here, stores);
      const items = await stores.recents.inSpaces(spaces);
      const recents = spaces.map((space, index) => ({ space, recent: recentOf(items[index]) }));
      const spots = recents.flatMap(({ space, recent }) =>
        [...new Set(recent.map(({ thread }) => thread))].map((thread) => ({ space, thread })),
      );
      const marks = await stores.marks.of(here.member, spots);
      const found = items.filter((item) => item !== undefined);
      const version = versionOf([...found, ...here.active], ...spaces, ...[...marks].flat());
      if (at.knownVersion === version) return { answer: { status: 304, version } };
      const shown = recents.map(({ space, recent }) => {
        const { threads, ...unread } = unreadAcross(recent, marks, readerOf(here));
        return { spaceId: space, unread, threads: [...threads] };
      });
      return { answer: { status: 200, version, body: { spaces: shown } } };
    },
  },
};

const readerOf = ({ member, membership: { aliasId } }: Pick<InPlace, "member" | "membership">) => ({
  member,
  aliasId,
});

/** Members belong to the spaces of their own record; the care team to every space of its program. */
async function spacesOf(
  { membership, active }: Pick<InPlace, "membership" | "active">,
  { programs }: Pick<CommunityStores, "programs">,
): Promise<readonly SpaceId[]> {
  if (poolOf(membership.role) === "members") return membership.spaces;
  const [program] = await programs.openAll(active);
  return program?.texts.spaces.map(({ spaceId }) => spaceId) ?? [];
}
