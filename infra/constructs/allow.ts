import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";

/** A statement of a role's policy. */
export function allow(
  sid: string,
  actions: readonly string[],
  resource: string | readonly string[],
  conditions: Record<string, Record<string, unknown>> = {},
): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: [resource].flat(),
    conditions,
  });
}
