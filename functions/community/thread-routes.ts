import * as z from "zod/mini";
import { messageId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";
import { emergencyBlock } from "./emergency.ts";
import { shownPin } from "./pinned.ts";
import { shownPoll } from "./poll-shown.ts";
import { shownThread, threadFields } from "./thread-shown.ts";
import { newPoll, titleText } from "./thread-words.ts";
import { messageText, pageQuery } from "./words.ts";

const inSpace = z.strictObject({ programId, spaceId });
const path = "/v1/programs/{programId}/spaces/{spaceId}/threads";

/** Conversations of a space. */
export const threadRoutes = routes({
  startThread: {
    method: "POST",
    path,
    summary: "Begin a thread with its first message, and a poll if wanted.",
    scope: "kith/community",
    action: "thread.start",
    grants: {
      gets: ["community/SPACE#"],
      puts: ["community/THREAD#", "community/SPACE#"],
      checks: ["community/MEMBER#"],
    },
    params: inSpace,
    body: z.strictObject({ title: titleText, text: messageText, poll: z.optional(newPoll) }),
    answers: {
      201: z.strictObject({
        ...threadFields,
        /** The first message. */
        messageId,
      }),
    },
  },
  listThreads: {
    method: "GET",
    path,
    summary: "Threads of a space, newest first, with what is new in each.",
    scope: "kith/community",
    action: "thread.list",
    grants: {
      gets: ["community/SPACE#", "community/THREAD#"],
      queries: ["community/SPACE#", "community/READER#"],
    },
    params: inSpace,
    query: pageQuery,
    answers: {
      200: z.strictObject({
        emergency: emergencyBlock,
        /** Where a thread is begun, relative to the request. */
        compose: z.string(),
        /** What the care team keeps at the top. */
        pinned: z.nullable(shownPin),
        threads: z.array(shownThread),
        nextCursor: z.nullable(z.string()),
      }),
      304: null,
    },
  },
  readThread: {
    method: "GET",
    path: `${path}/{threadId}`,
    summary: "What a thread is about, who began it, and what is new in it.",
    scope: "kith/community",
    action: "thread.read",
    grants: { gets: ["community/THREAD#", "community/SPACE#"], batchGets: ["community/READER#"] },
    params: z.strictObject({ programId, spaceId, threadId }),
    answers: {
      200: z.strictObject({
        emergency: emergencyBlock,
        /** Where a message is posted, relative to the request; nowhere when the thread takes none. */
        compose: z.nullable(z.string()),
        ...threadFields,
        /** What the thread's first message asks, if it asks something. */
        poll: z.nullable(shownPoll),
      }),
      304: null,
    },
  },
});
