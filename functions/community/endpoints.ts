import type { Caller } from "../kernel/caller.ts";
import { dayOf, instant } from "../kernel/clock.ts";
import { messageId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { RequestPorts } from "../kernel/platform.ts";
import { Problem } from "../kernel/problems.ts";
import { poolOf } from "../kernel/roles.ts";
import type { Endpoints, Request } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { membershipStore } from "../members/membership-store.ts";
import { programStore } from "../programs/program-store.ts";
import { type Message, messageStore } from "./message-store.ts";
import type { community } from "./routes.ts";
import { mayPost, mayRead } from "./thread.ts";

export const communityStores = (ports: RequestPorts) => ({
  newId: ports.newId,
  trail: ports.trail,
  cursors: ports.cursors,
  memberships: membershipStore(ports),
  programs: programStore(ports),
  messages: messageStore(ports),
});
export type CommunityStores = ReturnType<typeof communityStores>;

const defaultLimit = 20;

export const communityEndpoints: Endpoints<typeof community, CommunityStores> = {
  postMessage: {
    decide: async ({ caller, params, body, at }, { memberships, messages, programs, newId, trail }) => {
      const { member, membership } = placed(caller);
      const open = (await programs.active([params.programId])).length > 0;
      const refusal = open ? mayPost(await messages.thread(params.threadId), params) : "not-found";
      if (refusal) throw new Problem(refusal);
      const alias = await memberships.aliasIn(member, params.programId);
      if (alias === undefined) throw new Problem("unavailable");
      const id = newId(messageId);
      trail.about(id);
      const { aliasId } = membership;
      const write = await messages.create({
        thread: params.threadId,
        id,
        author: member,
        aliasId,
        alias,
        text: body.text,
        now: at.now,
      });
      const everywhere = poolOf(membership.role) === "workforce";
      const message = {
        messageId: id,
        author: { aliasId, alias, own: true },
        state: "open" as const,
        text: body.text,
      };
      return {
        answer: { status: 201, body: { ...message, postedAt: instant(at.now) } },
        writes: [memberships.stillActive(member, membership, everywhere ? undefined : params.spaceId), write],
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
      const refusal = mayRead(await messages.thread(params.threadId), params);
      const active = await programs.active([params.programId]);
      if (refusal || active.length === 0) throw new Problem(refusal ?? "not-found");
      trail.about(params.threadId);
      const bound = cursors(boundTo(request));
      const limit = Number(query.limit ?? defaultLimit);
      const after = query.cursor === undefined ? undefined : await bound.open(query.cursor);
      const page = await messages.newestFirst(params.threadId, { limit, after });
      // A page that is a day old carries a cursor that has ended.
      const version = versionOf([...page.items, ...active], at.language, dayOf(at.now));
      if (at.knownVersion === version) return { answer: { status: 304, version } };
      // Side by side, so that one call reads the keys for all of it.
      const [nextCursor, [program], opened] = await Promise.all([
        page.after === undefined ? null : bound.seal(page.after),
        programs.openAll(active),
        messages.open(page.items),
      ]);
      if (!program) throw new Problem("not-found");
      const { emergency, phone, replyPromise } = program.texts;
      return {
        answer: {
          status: 200,
          version,
          ...(nextCursor === null ? {} : { next: `?limit=${limit}&cursor=${nextCursor}` }),
          body: {
            emergency: { text: emergency[at.language], phone, replyPromise: replyPromise[at.language] },
            messages: opened.map((message) => shown(message, caller)),
            nextCursor,
          },
        },
      };
    },
  },
};

/** A cursor holds for this caller, this thread and this page size alone. */
const boundTo = ({ caller, params, query }: Request<(typeof community)["readMessages"]>) => ({
  operation: "readMessages",
  caller: caller.member ?? "",
  query: [params.programId, params.spaceId, params.threadId, query.limit ?? defaultLimit].join("/"),
});

const shown = (message: Message, { member }: Caller) => ({
  messageId: message.id,
  author: { aliasId: message.aliasId, alias: message.alias, own: message.author === member },
  state: message.state,
  text: message.text,
  postedAt: message.postedAt,
});
