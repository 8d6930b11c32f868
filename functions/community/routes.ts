import * as z from "zod/mini";
import { aliasId, messageId, programId, spaceId, threadId } from "../kernel/ids.ts";
import { routes } from "../kernel/route.ts";

/** A message as written: 1 to 10,000 characters after NFC, any Unicode but control characters other than newline and tab. */
export const messageText = z
  .string()
  .check(
    z.normalize("NFC"),
    z.minLength(1),
    z.maxLength(10_000),
    z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])+$/u),
    z.regex(/\S/u),
  );

const inThread = z.strictObject({ programId, spaceId, threadId });

const message = z.strictObject({
  messageId,
  author: z.strictObject({ aliasId, alias: z.nullable(z.string()), own: z.boolean() }),
  /** Absent text says why: the author's keys were erased, or the stored value is damaged. */
  state: z.enum(["open", "erased", "damaged"]),
  text: z.nullable(z.string()),
  postedAt: z.string(),
});

/** Members write to each other. */
export const community = routes({
  postMessage: {
    method: "POST",
    path: "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages",
    summary: "Write a message into a thread.",
    scope: "kith/community",
    action: "message.post",
    grants: { reads: ["community/THREAD#"], puts: ["community/THREAD#"], checks: ["community/MEMBER#"] },
    params: inThread,
    body: z.strictObject({ text: messageText }),
    answers: { 201: message },
  },
  readMessages: {
    method: "GET",
    path: "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}/messages",
    summary: "Read a thread, newest message first.",
    scope: "kith/community",
    action: "message.read",
    grants: { reads: ["community/THREAD#"] },
    params: inThread,
    query: z.strictObject({
      limit: z.optional(z.string().check(z.regex(/^(?:[1-9]|[1-9]\d|100)$/))),
      cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1_024), z.regex(/^[A-Za-z0-9_-]+$/))),
    }),
    answers: {
      200: z.strictObject({
        /** Stands before anything that helps to compose, on purpose. */
        emergency: z.strictObject({ text: z.string(), phone: z.string(), replyPromise: z.string() }),
        messages: z.array(message),
        nextCursor: z.nullable(z.string()),
      }),
      304: null,
    },
  },
});
