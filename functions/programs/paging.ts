import * as z from "zod/mini";
import type { Caller } from "../kernel/caller.ts";
import type { RequestPorts } from "../kernel/platform.ts";

/** Which part of a list, and how much of it. */
export const pageQuery = z.strictObject({
  limit: z.optional(z.string().check(z.regex(/^(?:[1-9]|[1-9]\d|100)$/))),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1_024), z.regex(/^[A-Za-z0-9_-]+$/))),
});

const defaultLimit = 20;

interface Asked {
  readonly operation: string;
  readonly caller: Caller;
  readonly query: z.output<typeof pageQuery>;
  /** What else the page depends on. */
  readonly place: string;
}
/** The page that was asked for, and how its answer leads to the next one. */
export interface Paging {
  readonly page: { readonly limit: number; readonly after: string | undefined };
  readonly onward: (after: string | undefined) => Promise<{ nextCursor: string | null; next?: string }>;
}

/** Reads the cursor of a page. It holds for this caller, this list and this page size alone. */
export async function paging(asked: Asked, cursors: RequestPorts["cursors"]): Promise<Paging> {
  const { operation, caller, query, place } = asked;
  const limit = Number(query.limit ?? defaultLimit);
  const bound = cursors({ operation, caller: caller.member ?? "", query: `${place}/${limit}` });
  const after = query.cursor === undefined ? undefined : await bound.open(query.cursor);
  return {
    page: { limit, after },
    onward: async (position) => {
      if (position === undefined) return { nextCursor: null };
      const nextCursor = await bound.seal(position);
      return { nextCursor, next: `?limit=${limit}&cursor=${nextCursor}` };
    },
  };
}
