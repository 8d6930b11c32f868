import * as z from "zod/mini";
import { draftFor, programId, spaceId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";
import { draftText, draftTitle } from "./words.ts";

const atDraft = z.strictObject({ programId, spaceId, draftFor });
const path = "/v1/programs/{programId}/spaces/{spaceId}/drafts/{draftFor}";
const draft = z.strictObject({ title: z.string(), text: z.string(), savedAt: z.string() });

/** What a member has begun to write. Kept on the server, so that it outlives a time-out and a broken phone. */
export const draftRoutes = routes({
  readDraft: {
    method: "GET",
    path,
    summary: "Read one's draft for a thread, or for a new thread in the space.",
    scope: "kith/community",
    action: "draft.read",
    grants: { gets: ["community/DRAFT#", "community/THREAD#"] },
    params: atDraft,
    answers: { 200: draft, 304: null },
  },
  saveDraft: {
    method: "PUT",
    path,
    summary: "Keep a draft, or another version of it.",
    scope: "kith/community",
    action: "draft.save",
    grants: {
      gets: ["community/DRAFT#", "community/THREAD#"],
      puts: ["community/DRAFT#"],
      updates: ["community/DRAFT#"],
      checks: ["community/MEMBER#"],
    },
    params: atDraft,
    body: z.strictObject({ title: z.optional(draftTitle), text: draftText }),
    answers: { 200: draft, 201: draft },
  },
  discardDraft: {
    method: "DELETE",
    path,
    summary: "Throw one's draft away.",
    scope: "kith/community",
    action: "draft.discard",
    grants: {
      gets: ["community/DRAFT#", "community/THREAD#"],
      removes: ["community/DRAFT#"],
      checks: ["community/MEMBER#"],
    },
    params: atDraft,
    answers: { 204: null },
  },
});
