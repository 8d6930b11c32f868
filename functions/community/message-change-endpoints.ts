import type { Caller } from "../kernel/caller.ts";
import { instant } from "../kernel/clock.ts";
import type { MessageId, ProgramId, SpaceId, ThreadId } from "../kernel/ids.ts";
import { messageId } from "../kernel/ids.ts";
import { placed } from "../kernel/placed.ts";
import type { Write } from "../kernel/ports.ts";
import { Problem, type ProblemCode } from "../kernel/problems.ts";
import type { Endpoints, Expected, RequestFacts } from "../kernel/route.ts";
import { inThread } from "./in-place.ts";
import { mayDelete, mayEdit, mayReact, mayUndo } from "./message.ts";
import type { messageChangeRoutes } from "./message-change-routes.ts";
import type { Message } from "./message-item.ts";
import { shown } from "./message-shown.ts";
import type { CommunityStores } from "./stores.ts";
import { threadRow } from "./thread-item.ts";

interface AtMessage {
  readonly programId: ProgramId;
  readonly spaceId: SpaceId;
  readonly threadId: ThreadId;
  readonly messageId: MessageId;
}

/** The message of the path, when the rule lets the caller do what they ask. */
async function found(
  { caller, params }: { caller: Caller; params: AtMessage },
  stores: CommunityStores,
  rule: (message: Message | undefined) => ProblemCode | undefined,
) {
  const here = await inThread(caller, params, stores);
  const message = await stores.messages.byId(params.threadId, params.messageId);
  const refusal = rule(message);
  if (refusal || !message) throw new Problem(refusal ?? "not-found");
  stores.trail.about(message.id);
  return { ...here, message };
}

/** Without its first message a thread has not been begun. */
async function withdrawn(
  { params, at }: { params: AtMessage; at: Pick<RequestFacts, "language"> },
  { threads }: CommunityStores,
): Promise<readonly Write[]> {
  const item = await threads.row(params.spaceId, params.threadId, { consistent: true });
  const [row] = item ? await threads.open([threadRow(item)], at.language) : [];
  return row ? threads.withdraw(row) : [];
}

function assertUnchanged(message: Message, expected: Expected | undefined): void {
  if (expected?.version !== String(message.version)) throw new Problem("changed-meanwhile");
}

const me = ({ member }: Caller) => placedMember(member);
function placedMember(member: Caller["member"]) {
  if (member === undefined) throw new Problem("not-found");
  return member;
}

export const messageChangeEndpoints: Endpoints<typeof messageChangeRoutes, CommunityStores> = {
  editMessage: {
    decide: async (request, stores) => {
      const { caller, params, body, at } = request;
      const { message, still } = await found(request, stores, (it) => mayEdit(it, me(caller), at.now));
      assertUnchanged(message, at.expected);
      const version = message.version + 1;
      const edited = { ...message, text: body.text, editedAt: instant(at.now), version };
      return {
        answer: { status: 200, version: String(version), body: shown(edited, caller) },
        writes: [still, ...(await stores.changes.edit(params.threadId, message, body.text, at.now))],
      };
    },
  },

  undoMessage: {
    decide: async (request, stores) => {
      const { caller, params, at } = request;
      const { message, still } = await found(request, stores, (it) => mayUndo(it, me(caller), at.now));
      return {
        answer: { status: 204 },
        writes: [
          still,
          ...stores.changes.remove(params.threadId, message),
          ...(message.id === messageId.parse(params.threadId) ? await withdrawn(request, stores) : []),
        ],
        made: message.id,
      };
    },
    replay: async (_, { trail }, made) => {
      trail.about(messageId.parse(made));
      return { status: 204 };
    },
  },

  deleteMessage: {
    decide: async (request, stores) => {
      const { caller, params, at } = request;
      const { message, still } = await found(request, stores, (it) => mayDelete(it, me(caller)));
      assertUnchanged(message, at.expected);
      return {
        answer: { status: 204 },
        writes: [still, ...(await stores.changes.tombstone(params.threadId, message))],
      };
    },
  },

  reactToMessage: {
    decide: async (request, stores) => {
      const { caller, params, body, at } = request;
      const { message, member, membership, still } = await found(request, stores, (it) =>
        mayReact(it, me(caller)),
      );
      const { threadId: thread } = params;
      const reacting = { thread, message, by: member, aliasId: membership.aliasId, now: at.now };
      stores.trail.disclose(member);
      return {
        answer: { status: 200, body: { messageId: message.id, kind: body.kind } },
        writes: [still, ...stores.reactions.set(body.kind, reacting)],
        made: message.id,
      };
    },
    replay: async ({ caller, params }, { reactions, trail }, made) => {
      const { membership } = placed(caller);
      const id = messageId.parse(made);
      trail.about(id);
      const kind = await reactions.own(params.threadId, id, membership.aliasId);
      return { status: 200, body: { messageId: id, kind } };
    },
  },
};
