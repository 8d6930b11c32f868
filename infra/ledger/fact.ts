import { type Found, property, same } from "../template.ts";

/** One thing about a resource that the ledger records, and when a change of it loses something. */
export interface Fact {
  /** Its value; undefined where it does not hold. */
  readonly of: (resource: Found) => unknown;
  /**
   * What would be lost, as the end of a sentence that begins with the resource, in which `{holds}` stands for what it
   * holds; undefined when nothing is.
   */
  readonly lost: (before: unknown, after: unknown) => string | undefined;
  /** The tenant's file decides it: it is recorded for a tenant, and not for a release. */
  readonly chosen?: boolean;
}

/** A property that CloudFormation sets when it makes the resource, and never again. */
export const fixed = (...path: readonly string[]): Fact => ({
  of: (resource) => property(resource, ...path),
  lost: (before, after) =>
    same(before, after)
      ? undefined
      : `changes ${path.join(".")}, for which AWS makes a new one in its place, without {holds}`,
});

/** A property that AWS refuses to change, or changes without changing what is there. @param why what happens instead. */
export const settled = (of: Fact["of"], why: string): Fact => ({
  of,
  lost: (before, after) => (same(before, after) ? undefined : why),
});

/** A guard that may be put up and never be taken down. @param why what happens without it. */
export const guard = (of: Fact["of"], isUp: (value: unknown) => boolean, why: string): Fact => ({
  of,
  lost: (before, after) => (isUp(before) && !isUp(after) ? why : undefined),
});

/** An amount that may only grow. @param why what happens when it shrinks. */
export const growing = (of: Fact["of"], why: string, chosen = false): Fact => ({
  of,
  lost: (before, after) => (Number(before ?? 0) > Number(after ?? 0) ? why : undefined),
  chosen,
});

/** A key: one may be given to what had none, and never be changed. */
export const key = (of: Fact["of"]): Fact => ({
  of,
  lost: (before, after) =>
    before === undefined || same(before, after)
      ? undefined
      : "changes its key: what is stored stays under the old one, and AWS may make it anew",
});

/** A list from which nothing may be taken away. @param why what happens to what is. */
export const lasting = (of: (resource: Found) => readonly unknown[], why: string): Fact => ({
  of,
  lost: (before, after) => {
    const left = Array.isArray(after) ? after : [];
    return Array.isArray(before) && before.some((one) => !left.some((other) => same(one, other)))
      ? why
      : undefined;
  },
});
