import * as z from "zod/mini";
import type { ProgramId } from "../kernel/ids.ts";
import { readItem } from "../kernel/item.ts";
import { publicKey } from "../kernel/keys.ts";
import type { Reader, Write } from "../kernel/ports.ts";

const words = z.strictObject({ en: z.string(), es: z.string() });
const notice = z.strictObject({ emergency: words, phone: z.string(), replyPromise: words });
/** Whom to call in an emergency, and when the care team answers. */
export type Notice = z.output<typeof notice>;

const stored = z.object({ notice: z.instanceof(Uint8Array) });

/** A new program's notice. */
export const emergencyNoticeOf = (id: ProgramId, { emergency, phone, replyPromise }: Notice): Write => ({
  kind: "create",
  table: "community",
  key: publicKey(id),
  refuses: "in-progress",
  attributes: {
    notice: Buffer.from(JSON.stringify({ emergency, phone, replyPromise } satisfies Notice)),
    v: 1,
  },
});

/**
 * What anyone may read of a program. It lies in clear on purpose (docs/decisions/0010): it is for people who cannot sign in,
 * and for hours in which the health system has closed its keys.
 */
export const emergencyStore = (reader: Pick<Reader, "get">) => ({
  byId: async (id: ProgramId): Promise<Notice | undefined> => {
    const item = await reader.get(publicKey(id));
    return item && notice.parse(JSON.parse(Buffer.from(readItem(stored, item).notice).toString("utf8")));
  },
});
