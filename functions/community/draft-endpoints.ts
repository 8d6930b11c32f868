import type { Caller } from "../kernel/caller.ts";
import { instant } from "../kernel/clock.ts";
import { type DraftFor, type ProgramId, type SpaceId, threadId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problems.ts";
import type { Endpoints } from "../kernel/route.ts";
import type { draftRoutes } from "./draft-routes.ts";
import { inSpace, inThread } from "./in-place.ts";
import type { CommunityStores } from "./stores.ts";

interface Asking {
  readonly caller: Caller;
  readonly params: { readonly programId: ProgramId; readonly spaceId: SpaceId; readonly draftFor: DraftFor };
}

/** A draft is for a thread of the space, or for a new thread in it: then it bears the space's id. */
async function inDraft({ caller, params }: Asking, stores: CommunityStores) {
  const { draftFor: about } = params;
  stores.trail.about(about);
  if (about === String(params.spaceId)) return inSpace(caller, params, stores);
  return inThread(caller, { ...params, threadId: threadId.parse(about) }, stores);
}

export const draftEndpoints: Endpoints<typeof draftRoutes, CommunityStores> = {
  readDraft: {
    decide: async (request, stores) => {
      const { member } = await inDraft(request, stores);
      const stored = await stores.drafts.of(member, request.params.draftFor);
      if (!stored) throw new Problem("not-found");
      const version = String(stored.version);
      if (request.at.knownVersion === version) return { answer: { status: 304, version } };
      const words = await stores.drafts.open(member, stored);
      return { answer: { status: 200, version, body: { ...words, savedAt: stored.savedAt } } };
    },
  },

  saveDraft: {
    decide: async (request, stores) => {
      const { params, body, at } = request;
      const { member, still } = await inDraft(request, stores);
      const before = await stores.drafts.of(member, params.draftFor);
      const version = before && String(before.version);
      if (at.expected?.version !== version) throw new Problem("changed-meanwhile");
      const words = { title: body.title ?? "", text: body.text };
      const write = await stores.drafts.save({ member, about: params.draftFor, now: at.now }, words, before);
      return {
        answer: {
          status: before ? 200 : 201,
          version: String((before?.version ?? 0) + 1),
          body: { ...words, savedAt: instant(at.now) },
        },
        writes: [still, write],
      };
    },
  },

  discardDraft: {
    decide: async (request, stores) => {
      const { params, at } = request;
      const { member, still } = await inDraft(request, stores);
      const stored = await stores.drafts.of(member, params.draftFor);
      if (!stored) throw new Problem("not-found");
      if (at.expected?.version !== String(stored.version)) throw new Problem("changed-meanwhile");
      const write = stores.drafts.discard(member, params.draftFor, stored.version);
      return { answer: { status: 204 }, writes: [still, write] };
    },
  },
};
