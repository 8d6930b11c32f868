import { messageId, threadId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import { versionOf } from "../kernel/version.ts";
import { emergencyOf } from "./emergency.ts";
import { inSpace, inThread } from "./in-place.ts";
import { pollOf } from "./new-poll.ts";
import { pollAs } from "./poll-shown.ts";
import type { CommunityStores } from "./stores.ts";
import { isListed, mayPost } from "./thread.ts";
import { threadRow } from "./thread-item.ts";
import type { threadRoutes } from "./thread-routes.ts";
import { shownAs, shownNew } from "./thread-shown.ts";

export const threadEndpoints: Endpoints<Omit<typeof threadRoutes, "listThreads">, CommunityStores> = {
  startThread: {
    decide: async ({ caller, params, body, at }, stores) => {
      const { programId: program, spaceId: space } = params;
      const { member, membership, still } = await inSpace(caller, params, stores);
      const poll = body.poll && pollOf(body.poll, at.now);
      const alias = await stores.memberships.aliasIn(member, program);
      if (alias === undefined) throw new Problem("unavailable");
      const thread = stores.newId(threadId);
      stores.trail.about(thread);
      const by = { author: member, aliasId: membership.aliasId, alias };
      const { title, text } = body;
      // A thread's first message bears the thread's own id, so that its poll is found without a search.
      const first = { ...by, thread, id: messageId.parse(thread), text, poll, now: at.now };
      return {
        answer: { status: 201, body: { ...shownNew({ ...by, thread, title }), messageId: first.id } },
        writes: [
          still,
          ...(await stores.threads.start({ ...by, thread, program, space, title })),
          await stores.messages.create(first),
        ],
        made: thread,
      };
    },

    replay: async ({ caller, params, at }, { threads, trail }, made) => {
      const thread = threadId.parse(made);
      const item = await threads.row(params.spaceId, thread, { consistent: true });
      const [row] = item ? await threads.open([threadRow(item)], at.language) : [];
      if (!row) throw new Problem("not-found");
      trail.about(thread);
      const body = { ...shownAs(row, undefined, placed(caller)), messageId: messageId.parse(thread) };
      return { status: 201, body };
    },
  },

  readThread: {
    decide: async ({ caller, params, at }, stores) => {
      const { threadId: thread, spaceId: space } = params;
      const { threads, marks: markStore, messages, polls, programs, trail } = stores;
      const here = await inThread(caller, params, stores);
      trail.about(thread);
      const [item, marks, header, votes] = await Promise.all([
        threads.row(space, thread),
        markStore.of(here.member, [{ space, thread }]),
        messages.thread(thread),
        polls.votes(thread, here.membership.aliasId),
      ]);
      const listed = [item && threadRow(item)].filter((row) => row !== undefined).filter(isListed);
      if (!item || listed.length === 0) throw new Problem("not-found");
      const upTo = marks.get(thread);
      const others = [String(header?.state), upTo ?? "", JSON.stringify(votes)];
      const version = versionOf([item, ...here.active], at.language, ...others);
      if (at.knownVersion === version) return { answer: { status: 304, version } };
      const [[program], [row], poll] = await Promise.all([
        programs.openAll(here.active),
        threads.open(listed, at.language),
        polls.of(thread),
      ]);
      if (!program || !row) throw new Problem("not-found");
      const body = {
        emergency: emergencyOf(program, at.language),
        compose: mayPost(header, params) ? null : `${thread}/messages`,
        ...shownAs(row, upTo, here),
        poll: pollAs(poll, votes),
      };
      return { answer: { status: 200, version, body } };
    },
  },
};
