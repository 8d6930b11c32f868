/** The buckets that functions are granted, and the customer key under which AWS stores each. */
export const bucketKeys = { worm: "audit", edge: "audit" } as const;

export type BucketName = keyof typeof bucketKeys;

export const bucketNames: readonly BucketName[] = Object.keys(bucketKeys).filter(isBucketName);

export function isBucketName(name: string): name is BucketName {
  return Object.hasOwn(bucketKeys, name);
}
