import * as z from "zod/mini";
import { joinings } from "../kernel/conditions.ts";
import { programId, spaceId, threadId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";
import { newSpace, shownSpace } from "./program-routes.ts";

const inSpace = z.strictObject({ programId, spaceId });
/** How the caller stands to a space after they moved. */
const standing = z.strictObject({ spaceId, joined: z.boolean(), returnUntil: z.nullable(z.string()) });
const moving = {
  gets: ["community/MEMBER#"],
  updates: ["community/MEMBER#"],
  checks: ["community/MEMBER#"],
} as const;

/** Spaces of a program: how they begin, and how members come and go. */
export const spaceRoutes = routes({
  createSpace: {
    method: "POST",
    path: "/v1/programs/{programId}/spaces",
    summary: "Add a space to a program; a program has at most 20.",
    scope: "kith/team",
    action: "space.create",
    grants: {
      updates: ["community/PROGRAM#"],
      puts: ["community/THREAD#", "community/SPACE#"],
      checks: ["community/MEMBER#"],
    },
    params: z.strictObject({ programId }),
    body: z.strictObject(newSpace),
    answers: {
      201: z.strictObject({
        spaceId,
        title: z.string(),
        joining: z.enum(joinings),
        welcomeThreadId: threadId,
      }),
    },
  },
  listSpaces: {
    method: "GET",
    path: "/v1/programs/{programId}/spaces",
    summary: "The spaces of a program, and which of them you belong to.",
    scope: "kith/community",
    action: "space.list",
    grants: {},
    params: z.strictObject({ programId }),
    answers: { 200: z.strictObject({ spaces: z.array(shownSpace) }) },
  },
  joinSpace: {
    method: "POST",
    path: "/v1/programs/{programId}/spaces/{spaceId}/join",
    summary: "Join an open space of your program.",
    scope: "kith/community",
    action: "space.join",
    grants: moving,
    params: inSpace,
    answers: { 200: standing },
  },
  leaveSpace: {
    method: "POST",
    path: "/v1/programs/{programId}/spaces/{spaceId}/leave",
    summary: "Leave a space. You can return for 30 days.",
    scope: "kith/community",
    action: "space.leave",
    grants: moving,
    params: inSpace,
    answers: { 200: standing },
  },
  returnToSpace: {
    method: "POST",
    path: "/v1/programs/{programId}/spaces/{spaceId}/return",
    summary: "Return to a space that you left, within 30 days.",
    scope: "kith/community",
    action: "space.return",
    grants: moving,
    params: inSpace,
    answers: { 200: standing },
  },
});
