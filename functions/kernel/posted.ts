import * as z from "zod/mini";
import { memberId, messageId, threadId } from "./ids.ts";

/**
 * How many of the newest messages are kept in one place, so that what is new is told by reading one item: of a thread; and of a
 * space, with no more of one thread than that.
 */
export const newestKept = { thread: 30, space: 50 } as const;

/** Ids with dots between, as a list of texts keeps them. */
const parts = z.pipe(
  z.string(),
  z.transform((text) => text.split(".")),
);

/** A message and who wrote it, stored as `<messageId>.<memberId>`. */
export const posted = z.pipe(
  z.pipe(parts, z.tuple([messageId, memberId])),
  z.transform(([message, by]) => ({ message, by })),
);
export type Posted = z.output<typeof posted>;

/** A message of a space and the thread in which it stands, stored as `<threadId>.<messageId>.<memberId>`. */
export const postedIn = z.pipe(
  z.pipe(parts, z.tuple([threadId, messageId, memberId])),
  z.transform(([thread, message, by]) => ({ thread, message, by })),
);
export type PostedIn = z.output<typeof postedIn>;

export const postedText = ({ message, by }: Posted): string => `${message}.${by}`;
export const postedInText = ({ thread, message, by }: PostedIn): string => `${thread}.${message}.${by}`;
