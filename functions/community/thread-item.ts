import * as z from "zod/mini";
import { aliasId, memberId, threadId } from "../kernel/ids.ts";
import { readItem, sealedBytes } from "../kernel/item.ts";
import { threadRowPrefix } from "../kernel/keys.ts";
import type { Language } from "../kernel/language.ts";
import {
  type Item,
  type Key,
  type KeyOwner,
  type Opened,
  type Place,
  tenantMember,
} from "../kernel/ports.ts";
import { posted } from "../kernel/posted.ts";

/** How a thread stands: `withdrawn` when whoever began it took its first message back. */
export const threadStates = ["open", "closed", "withdrawn"] as const;

const storedRow = z.object({
  by: z.optional(memberId),
  aliasId: z.optional(aliasId),
  state: z.enum(threadStates),
  title: sealedBytes,
  recent: z._default(z.array(posted), []),
  v: z.number(),
});

const inLanguages = z.strictObject({ en: z.string(), es: z.string() });
/** What is sealed of a thread: its title, and the name that its author bore then; or the tenant's own title in each language. */
const content = z.union([
  z.strictObject({ a: z.string(), t: z.string() }),
  z.strictObject({ a: z.null(), t: inLanguages }),
]);
export type TitleContent = z.output<typeof content>;

/** A thread as the list of its space has it, still sealed. */
export type ThreadRow = ReturnType<typeof threadRow>;

export function threadRow(item: Item) {
  const { pk, sk } = item;
  return {
    ...readItem(storedRow, item),
    id: threadId.parse(sk.slice(threadRowPrefix.length)),
    key: { pk, sk },
  };
}

/** Where a title is sealed: under its author's key, or under the tenant's. */
export const titlePlace = ({ pk, sk }: Key, owner: KeyOwner, version: number): Place => ({
  table: "community",
  pk,
  sk,
  attribute: "title",
  owner,
  class: "community",
  version,
});

/** The sealed value that has to be opened to read a title. */
export const sealedTitle = ({ key, by, v, title }: ThreadRow) => ({
  place: titlePlace(key, by ?? tenantMember, v),
  sealed: title,
  shape: "text" as const,
});

/** A thread with its title in words, and the name that its author bore. */
export interface Titled extends Omit<ThreadRow, "title"> {
  readonly alias: string | null;
  /** Absent when whoever began the thread withdrew it or was erased, or the value is damaged. */
  readonly title: string | null;
}

export function titledIn(language: Language, row: ThreadRow, opened: Opened | undefined): Titled {
  if (opened?.state !== "open") return { ...row, alias: null, title: null };
  const { a, t } = content.parse(JSON.parse(opened.text));
  if (row.state === "withdrawn") return { ...row, alias: a, title: null };
  return { ...row, alias: a, title: typeof t === "string" ? t : t[language] };
}
