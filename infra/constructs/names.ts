import { Aws, type CfnResource, Fn, RemovalPolicy } from "aws-cdk-lib";

/**
 * The last group of the stack's own id: every physical name that Kith gives ends in it, so that what a failed or deleted
 * stack left behind never blocks the next one. A tenant's own host name cannot: see {@link keptUnlessNew}.
 */
export const stackSuffix = (): string =>
  Fn.select(4, Fn.split("-", Fn.select(2, Fn.split("/", Aws.STACK_ID))));

/** Gives a resource the logical id that it keeps for ever, wherever its construct moves. */
export function pinned<T extends CfnResource>(logicalId: string, resource: T): T {
  resource.overrideLogicalId(logicalId);
  return resource;
}

/** A resource that holds data or gives access to it: pinned, and kept when the stack or a failed deploy lets go of it. */
export function kept<T extends CfnResource>(logicalId: string, resource: T): T {
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN, { applyToUpdateReplacePolicy: true });
  return pinned(logicalId, resource);
}

/**
 * As {@link kept}, for a resource whose name is the tenant's own and cannot end in the suffix: what a failed first
 * create made of it goes with the rollback, because its name would block the next try.
 */
export function keptUnlessNew<T extends CfnResource>(logicalId: string, resource: T): T {
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return pinned(logicalId, resource);
}

/** `pool-keys` → `PoolKeys`: words of a name as CloudFormation's ids write them. */
export function pascal(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
