import * as z from "zod/mini";
import { messageId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";
import { shownUnread } from "./thread-shown.ts";

/** How far members have read, and what is new to them. */
export const unreadRoutes = routes({
  markRead: {
    method: "POST",
    path: "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/read",
    summary: "Say up to which message a thread was read. It never goes back.",
    scope: "kith/community",
    action: "thread.mark-read",
    grants: {
      gets: ["community/THREAD#", "community/SPACE#", "community/READER#"],
      puts: ["community/READER#"],
      checks: ["community/MEMBER#"],
    },
    params: z.strictObject({ programId, spaceId, threadId }),
    body: z.strictObject({ upTo: messageId }),
    answers: { 200: z.strictObject({ upTo: messageId, unread: shownUnread }) },
  },
  readUnread: {
    method: "GET",
    path: "/v1/programs/{programId}/unread",
    summary: "How much is new in each space of the caller, of its newest 50 messages.",
    scope: "kith/community",
    action: "thread.unread",
    grants: { batchGets: ["community/SPACE#", "community/READER#"] },
    params: z.strictObject({ programId }),
    answers: {
      200: z.strictObject({
        spaces: z.array(
          z.strictObject({
            spaceId,
            unread: shownUnread,
            /** Those in which something is new. */
            threads: z.array(z.strictObject({ threadId, count: z.int() })),
          }),
        ),
      }),
      304: null,
    },
  },
});
