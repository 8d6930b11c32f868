import * as z from "zod/mini";
import { messageId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { reactions } from "../kernel/reactions.ts";
import { routes } from "../kernel/route.ts";
import { shownMessage } from "./message-shown.ts";
import { messageText } from "./words.ts";

const atMessage = z.strictObject({ programId, spaceId, threadId, messageId });
const path = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages/{messageId}";

/** What members do to messages that are there. */
export const messageChangeRoutes = routes({
  editMessage: {
    method: "PATCH",
    path,
    summary: "Change one's own message, within 15 minutes.",
    scope: "kith/community",
    action: "message.edit",
    grants: {
      gets: ["community/THREAD#"],
      updates: ["community/THREAD#"],
      puts: ["community/THREAD#"],
      checks: ["community/MEMBER#"],
    },
    params: atMessage,
    body: z.strictObject({ text: messageText }),
    answers: { 200: shownMessage },
  },
  deleteMessage: {
    method: "DELETE",
    path,
    summary: "Delete one's own message. Its place shows that one was there.",
    scope: "kith/community",
    action: "message.delete",
    grants: {
      gets: ["community/THREAD#"],
      updates: ["community/THREAD#"],
      removes: ["community/THREAD#"],
      checks: ["community/MEMBER#"],
    },
    params: atMessage,
    answers: { 204: null },
  },
  undoMessage: {
    method: "POST",
    path: `${path}/undo`,
    summary: "Take one's own message back within 30 seconds, as if it had never been written.",
    scope: "kith/community",
    action: "message.undo",
    grants: {
      gets: ["community/THREAD#", "community/SPACE#"],
      // A thread without its first message is withdrawn.
      updates: ["community/THREAD#", "community/SPACE#"],
      removes: ["community/THREAD#"],
      checks: ["community/MEMBER#"],
    },
    params: atMessage,
    answers: { 204: null },
  },
  reactToMessage: {
    method: "POST",
    path: `${path}/reaction`,
    summary: "Support somebody's message without words, or take the support back.",
    scope: "kith/community",
    action: "message.react",
    grants: {
      gets: ["community/THREAD#"],
      puts: ["community/THREAD#"],
      removes: ["community/THREAD#"],
      checks: ["community/MEMBER#", "community/THREAD#"],
    },
    params: atMessage,
    body: z.strictObject({
      /** `null` takes one's reaction back. */
      kind: z.nullable(z.enum(reactions)),
    }),
    answers: { 200: z.strictObject({ messageId, kind: z.nullable(z.enum(reactions)) }) },
  },
});
