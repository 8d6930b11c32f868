/** Whose network the functions that open content are in: the choice of the tenant's file that changes what packs find. */
export type Profile = "public" | "vpc";

/** A finding of a pack that we know and accept, for a time. */
export interface Acknowledgement {
  /** Name of the rule, which is the same in both packs. */
  readonly rule: string;
  readonly profiles: readonly Profile[];
  /** The resources meant: all of a type, or by their logical ids. */
  readonly on: { readonly type: string } | { readonly ids: readonly string[] };
  /** Why it is accepted, and what stands in its place. */
  readonly reason: string;
  /** Who looks at it again. */
  readonly owner: string;
  /** Last day on which it is accepted, in UTC: afterwards every synthesis is refused until somebody has looked again. */
  readonly expires: string;
}

/** At most so many rules for a profile: more would be a habit. */
export const MOST_RULES = 4;

export const acknowledgements: readonly Acknowledgement[] = [
  {
    rule: "APIGWCacheEnabledAndEncrypted",
    profiles: ["public", "vpc"],
    on: { ids: ["ApiStage"] },
    reason:
      "The rule wants an encrypted cache. There is none, by house rule api-stage: a cached answer would leave without an audit event, and health information would lie in it.",
    owner: "maintainers, security",
    expires: "2027-11-30",
  },
];
