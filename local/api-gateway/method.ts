import type { LoadedStack, Resource } from "../types.ts";
import type { Answer } from "./answer.ts";
import type { Authorization } from "./authorizer.ts";
import type { ApiDefinition, FunctionIntegration, OperationDefinition } from "./definition.ts";
import { mockAnswer } from "./mock.ts";

/** What answers a method. */
export type Integration =
  | { readonly kind: "function"; readonly target: Resource; readonly timeout: number }
  | { readonly kind: "mock"; readonly answer: Answer };

/** One method of one path. */
export interface Method {
  readonly authorization: Authorization | undefined;
  readonly integration: Integration;
}

function functionOf(stack: LoadedStack, { uri }: FunctionIntegration, place: string): Resource {
  const prefix = `arn:${stack.partition}:apigateway:${stack.region}:lambda:path/2015-03-31/functions/`;
  const target = stack
    .byType("AWS::Lambda::Function")
    .find(({ arn }) => arn !== undefined && uri === `${prefix}${arn}/invocations`);
  if (target === undefined) throw new Error(`The integration of ${place} names no function of the template`);
  return target;
}

function authorizationOf(
  { security }: OperationDefinition,
  definition: ApiDefinition,
  place: string,
): Authorization | undefined {
  if (security === undefined || security.length === 0) return undefined;
  const [requirement, second] = security.flatMap((each) => Object.entries(each));
  const scheme = definition.components?.securitySchemes[requirement?.[0] ?? ""];
  if (requirement === undefined || second !== undefined || scheme === undefined) {
    throw new Error(`${place} must name exactly one security scheme of the API`);
  }
  return { providerArns: scheme["x-amazon-apigateway-authorizer"].providerARNs, scopes: requirement[1] };
}

/**
 * Reads one method of the definition.
 *
 * @param place the method and path, for errors.
 */
export function methodOf(
  stack: LoadedStack,
  definition: ApiDefinition,
  operation: OperationDefinition,
  place: string,
): Method {
  const authorization = authorizationOf(operation, definition, place);
  const integration = operation["x-amazon-apigateway-integration"];
  if ("uri" in integration) {
    const target = functionOf(stack, integration, place);
    return { authorization, integration: { kind: "function", target, timeout: integration.timeoutInMillis } };
  }
  return { authorization, integration: { kind: "mock", answer: mockAnswer(place, integration, operation) } };
}
