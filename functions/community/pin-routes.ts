import * as z from "zod/mini";
import { messageId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";

const inSpace = z.strictObject({ programId, spaceId });
const path = "/v1/programs/{programId}/spaces/{spaceId}/pin";

/** The care team keeps one message at the top of a space. */
export const pinRoutes = routes({
  pinMessage: {
    method: "POST",
    path,
    summary: "Keep a message at the top of the space, in place of the one that is there.",
    scope: "kith/team",
    action: "message.pin",
    grants: {
      gets: ["community/THREAD#", "community/SPACE#"],
      puts: ["community/SPACE#"],
      checks: ["community/MEMBER#", "community/THREAD#"],
    },
    params: inSpace,
    body: z.strictObject({ threadId, messageId }),
    answers: { 201: z.strictObject({ threadId, messageId, pinnedAt: z.string() }) },
  },
  unpinMessage: {
    method: "POST",
    path: `${path}/remove`,
    summary: "Let no message stand at the top of the space.",
    scope: "kith/team",
    action: "message.pin",
    grants: { removes: ["community/SPACE#"], checks: ["community/MEMBER#"] },
    params: inSpace,
    answers: { 204: null },
  },
});
