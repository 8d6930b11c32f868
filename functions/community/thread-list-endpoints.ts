import { dayOf } from "../kernel/clock.ts";
import { threadId } from "../kernel/ids.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { emergencyOf } from "./emergency.ts";
import { inSpace } from "./in-place.ts";
import { opened, pinnedIn } from "./pinned.ts";
import type { CommunityStores } from "./stores.ts";
import { isListed } from "./thread.ts";
import { threadRow } from "./thread-item.ts";
import type { threadRoutes } from "./thread-routes.ts";
import { shownAs } from "./thread-shown.ts";

const defaultLimit = 20;

export const threadListEndpoints: Endpoints<Pick<typeof threadRoutes, "listThreads">, CommunityStores> = {
  listThreads: {
    decide: async (request, stores) => {
      const { caller, params, query, at } = request;
      const { threads, marks: markStore, trail, cursors } = stores;
      const here = await inSpace(caller, params, stores);
      trail.about(params.spaceId);
      const bound = cursors(boundTo(request));
      const limit = Number(query.limit ?? defaultLimit);
      const after = query.cursor === undefined ? undefined : threadId.parse(await bound.open(query.cursor));
      const [page, marks, pin] = await Promise.all([
        threads.newestFirst(params.spaceId, { limit, after }),
        markStore.besidePage(here.member, params.spaceId, { limit, after }),
        pinnedIn(params.spaceId, stores),
      ]);
      // A page that is a day old carries a cursor that has ended.
      const others = [at.language, dayOf(at.now), ...[...marks].flat()];
      const pinned = pin ? [pin.item] : [];
      const version = versionOf([...page.items, ...pinned, ...here.active], ...others);
      if (at.knownVersion === version) return { answer: { status: 304, version } };
      const listed = page.items.map(threadRow).filter(isListed);
      const [nextCursor, titled, onTop] = await Promise.all([
        page.after === undefined ? null : bound.seal(page.after),
        threads.open(listed, at.language),
        opened(pin, caller, stores),
      ]);
      return {
        answer: {
          status: 200,
          version,
          ...(nextCursor === null ? {} : { next: `?limit=${limit}&cursor=${nextCursor}` }),
          body: {
            emergency: emergencyOf(here.program, at.language),
            compose: "threads",
            pinned: onTop,
            threads: titled.map((row) => shownAs(row, marks.get(row.id), here)),
            nextCursor,
          },
        },
      };
    },
  },
};

/** A cursor holds for this caller, this space and this page size alone. */
const boundTo = ({ caller, params, query }: Request<(typeof threadRoutes)["listThreads"]>) => ({
  operation: "listThreads",
  caller: caller.member ?? "",
  query: [params.programId, params.spaceId, query.limit ?? defaultLimit].join("/"),
});
