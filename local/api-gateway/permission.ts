import { z } from "zod";
import type { LoadedStack, Resource } from "../types.ts";

const permissionProperties = z.strictObject({
  Action: z.enum(["lambda:InvokeFunction", "lambda:*"]),
  FunctionName: z.string(),
  Principal: z.literal("apigateway.amazonaws.com"),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

type Permission = z.infer<typeof permissionProperties>;

/** The method of the API that wants to call a function. */
export interface Caller {
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  readonly path: string;
}

/** `*` stands for any text and `?` for one character, as in IAM. */
function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(text);
}

function permissionsFor(stack: LoadedStack, target: Resource): readonly Permission[] {
  return stack
    .byType("AWS::Lambda::Permission")
    .map((resource) => permissionProperties.safeParse(resource.properties))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
    .filter(({ FunctionName }) => FunctionName === target.physicalId || FunctionName === target.arn);
}

/**
 * Whether a permission of the template lets API Gateway call the function from this method. A permission with a property
 * that is not understood permits nothing.
 */
export function mayInvoke(stack: LoadedStack, target: Resource, caller: Caller): boolean {
  const { apiId, stage, method, path } = caller;
  const source = `arn:${stack.partition}:execute-api:${stack.region}:${stack.account}:${apiId}/${stage}/${method}${path}`;
  return permissionsFor(stack, target).some(
    ({ SourceArn, SourceAccount }) =>
      (SourceArn === undefined || matches(SourceArn, source)) &&
      (SourceAccount === undefined || SourceAccount === stack.account),
  );
}
