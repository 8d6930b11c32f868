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
  /** The field by which a tenant decides it. It need not match, and is not one of {@link MOST_RULES}. */
  readonly decidedBy?: string;
}

/** At most so many rules for a profile, mere warnings aside: more would be a habit (docs/decisions/0021). */
export const MOST_RULES = 4;

const OWNER = "whoever maintains infra/, with the health system's security contact";
const EXPIRES = "2027-11-30";

export const acknowledgements: readonly Acknowledgement[] = [
  {
    rule: "APIGWCacheEnabledAndEncrypted",
    profiles: ["public", "vpc"],
    on: { ids: ["ApiStage"] },
    reason:
      "The rule asks for an encrypted cache. There is none, by the house rule api-stage: an answer from a cache would leave without its event, and health information would lie in it.",
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    rule: "LambdaConcurrency",
    profiles: ["public", "vpc"],
    on: { type: "AWS::Lambda::Function" },
    reason:
      "A reservation takes from the account's quota, which is 10 in a new account: any would fail the first deploy. The tenant reserves what its quota allows. Until then a busy function can take from the others, which the alarm throttles tells.",
    owner: OWNER,
    expires: EXPIRES,
    decidedBy: "limits.lambdaReserved",
  },
  {
    rule: "LambdaInsideVPC",
    profiles: ["public"],
    on: { type: "AWS::Lambda::Function" },
    reason:
      "By the tenant's choice. Functions have no address that anybody can call; who may start them is held by the house rules function-callers and api-functions, and what they reach by their grants. network: vpc is there for whoever wants no way out as well.",
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    rule: "LambdaInsideVPC",
    profiles: ["vpc"],
    on: {
      ids: [
        "ActivityFunction",
        "IdentityFunction",
        "IndexerFunction",
        "PoolKeysFunction",
        "PublicFunction",
        "SealerFunction",
        "VerifierFunction",
      ],
    },
    reason:
      "These cannot open what people wrote, by the house rule network-inside, and some call services that have no endpoint in every zone. Whoever can open content is inside and has no way out.",
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    rule: "S3BucketReplicationEnabled",
    profiles: ["public", "vpc"],
    on: { ids: ["AuditAccessLogsBucket", "AuditEdgeBucket", "AuditWormBucket"] },
    reason:
      "Each replica would need one of its own. The trail's bucket is locked against deletion for years, and the audit table that it is made of is in the locked vault, with copies in a second account where the tenant's file names one.",
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    rule: "S3DefaultEncryptionKMS",
    profiles: ["public", "vpc"],
    on: { ids: ["AuditAccessLogsBucket"] },
    reason:
      "S3 delivers access logs only to a bucket under its own keys. They name tiles of the sealed trail, and hold no health information.",
    owner: OWNER,
    expires: EXPIRES,
  },
  {
    rule: "VPCDefaultSecurityGroupClosed",
    profiles: ["vpc"],
    on: { ids: ["Network"] },
    reason:
      "A warning for every VPC of CloudFormation, which cannot close the group that AWS makes with it; what could is a custom resource, which no-custom-resource refuses. Nothing in the network is in that group.",
    owner: OWNER,
    expires: EXPIRES,
  },
];
