import { Aws, type CfnResource, Fn, RemovalPolicy } from "aws-cdk-lib";

/**
 * The last group of the stack's own id: every physical name that must be given ends in it, so that what a failed or
 * deleted stack left behind never blocks the next one.
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

/** `pool-keys` → `PoolKeys`: words of a name as CloudFormation's ids write them. */
export function pascal(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
