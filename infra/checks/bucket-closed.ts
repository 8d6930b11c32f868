import { property } from "../template.ts";
import { all, each, type Rule } from "./rule.ts";

const blocks = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

export const bucketClosed: Rule = {
  id: "bucket-closed",
  holds:
    "No bucket can be opened to the public, belongs to who writes into it, or forgets what was overwritten.",
  source: "45 CFR 164.312(a)(1) and (c)(1)",
  faults: all(
    each(["AWS::S3::Bucket"], {
      unless: (bucket) =>
        blocks.every((name) => property(bucket, "PublicAccessBlockConfiguration", name) === true),
      wrong: "can be opened to the public",
      remedy: `set ${blocks.join(", ")}`,
    }),
    each(["AWS::S3::Bucket"], {
      unless: (bucket) =>
        property(bucket, "OwnershipControls", "Rules", 0, "ObjectOwnership") === "BucketOwnerEnforced",
      wrong: "has objects of others, with their own permissions",
      remedy: "set ObjectOwnership to BucketOwnerEnforced",
    }),
    each(["AWS::S3::Bucket"], {
      unless: (bucket) => property(bucket, "VersioningConfiguration", "Status") === "Enabled",
      wrong: "forgets what was overwritten",
      remedy: "turn versioning on",
    }),
  ),
};
