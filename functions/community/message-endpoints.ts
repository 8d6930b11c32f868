import { dayOf, instant } from "../kernel/clock.ts";
import { draftFor, messageId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { emergencyOf } from "./emergency.ts";
import { inThread } from "./in-place.ts";
import type { Message } from "./message-item.ts";
import type { messageRoutes } from "./message-routes.ts";
import { shown } from "./message-shown.ts";
import type { CommunityStores } from "./stores.ts";
import { mayPost, mayRead } from "./thread.ts";

const defaultLimit = 20;

export const messageEndpoints: Endpoints<typeof messageRoutes, CommunityStores> = {
  postMessage: {
    decide: async ({ caller, params, body, at }, stores) => {
      const { memberships, messages, drafts, newId, trail } = stores;
      const { member, membership, still } = await inThread(caller, params, stores, "post");
      const { threadId: thread } = params;
      const { replyTo } = body;
      if (replyTo && (await messages.byId(thread, replyTo)) === undefined) throw new Problem("not-found");
      const alias = await memberships.aliasIn(member, params.programId);
      if (alias === undefined) throw new Problem("unavailable");
      const id = newId(messageId);
      trail.about(id);
      const { aliasId } = membership;
      const { text } = body;
      const message = { thread, id, author: member, aliasId, alias, text, replyTo, now: at.now };
      const used = body.fromDraft ? [drafts.used(member, draftFor.parse(thread))] : [];
      return {
        answer: { status: 201, body: shown(asPosted(message), caller) },
        writes: [still, await messages.create(message), ...used],
        made: id,
      };
    },

    replay: async ({ caller, params }, { messages, trail }, made) => {
      const message = await messages.byId(params.threadId, messageId.parse(made));
      if (!message) throw new Problem("not-found");
      trail.about(message.id);
      return { status: 201, body: shown(message, caller) };
    },
  },

  readMessages: {
    decide: async (request, { programs, messages, trail, cursors }) => {
      const { caller, params, query, at } = request;
      const thread = await messages.thread(params.threadId);
      const refusal = mayRead(thread, params);
      const active = await programs.active([params.programId]);
      if (refusal || active.length === 0) throw new Problem(refusal ?? "not-found");
      trail.about(params.threadId);
      const bound = cursors(boundTo(request));
      const limit = Number(query.limit ?? defaultLimit);
      const after = query.cursor === undefined ? undefined : await bound.open(query.cursor);
      const page = await messages.newestFirst(params.threadId, { limit, after });
      // A page that is a day old carries a cursor that has ended.
      const version = versionOf(
        [...page.items, ...active],
        at.language,
        dayOf(at.now),
        String(thread?.state),
      );
      if (at.knownVersion === version) return { answer: { status: 304, version } };
      // Side by side, so that one call reads the keys for all of it.
      const [nextCursor, [program], opened] = await Promise.all([
        page.after === undefined ? null : bound.seal(page.after),
        programs.openAll(active),
        messages.open(page.items),
      ]);
      if (!program) throw new Problem("not-found");
      return {
        answer: {
          status: 200,
          version,
          ...(nextCursor === null ? {} : { next: `?limit=${limit}&cursor=${nextCursor}` }),
          body: {
            emergency: emergencyOf(program, at.language),
            compose: mayPost(thread, params) ? null : "messages",
            messages: opened.map((message) => shown(message, caller)),
            nextCursor,
          },
        },
      };
    },
  },
};

/** A new message as everybody will read it. */
const asPosted = ({ id, author, aliasId, alias, text, replyTo, now }: Posting): Message => ({
  ...{ id, author, aliasId, alias, text, replyTo },
  state: "open",
  poll: undefined,
  postedAt: instant(now),
  editedAt: undefined,
  reactions: [],
  version: 1,
  key: { pk: "", sk: "" },
});
type Posting = Parameters<CommunityStores["messages"]["create"]>[0];

/** A cursor holds for this caller, this thread and this page size alone. */
const boundTo = ({ caller, params, query }: Request<(typeof messageRoutes)["readMessages"]>) => ({
  operation: "readMessages",
  caller: caller.member ?? "",
  query: [params.programId, params.spaceId, params.threadId, query.limit ?? defaultLimit].join("/"),
});
