import * as z from "zod/mini";
import { messageId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";
import { emergencyBlock } from "./emergency.ts";
import { shownMessage } from "./message-shown.ts";
import { messageText, pageQuery } from "./words.ts";

const inThread = z.strictObject({ programId, spaceId, threadId });
const path = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages";

/** Members write to each other. */
export const messageRoutes = routes({
  postMessage: {
    method: "POST",
    path,
    summary: "Write a message into a thread, or answer one.",
    scope: "kith/community",
    action: "message.post",
    grants: {
      gets: ["community/THREAD#"],
      puts: ["community/THREAD#"],
      removes: ["community/DRAFT#"],
      checks: ["community/MEMBER#"],
    },
    params: inThread,
    body: z.strictObject({
      text: messageText,
      /** A message of the same thread. */
      replyTo: z.optional(messageId),
      /** The caller's draft for this thread goes with the posting. */
      fromDraft: z.optional(z.boolean()),
    }),
    answers: { 201: shownMessage },
  },
  readMessages: {
    method: "GET",
    path,
    summary: "Read a thread, newest message first.",
    scope: "kith/community",
    action: "message.read",
    grants: { queries: ["community/THREAD#"] },
    params: inThread,
    query: pageQuery,
    answers: {
      200: z.strictObject({
        emergency: emergencyBlock,
        /** Where a message is posted, relative to the request; nowhere when the thread takes none. */
        compose: z.nullable(z.string()),
        messages: z.array(shownMessage),
        nextCursor: z.nullable(z.string()),
      }),
      304: null,
    },
  },
});
