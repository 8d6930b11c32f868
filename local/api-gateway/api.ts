import { createHash } from "node:crypto";
import { z } from "zod";
import type { LoadedStack, Resource } from "../types.ts";
import { type ApiDefinition, apiDefinition, gatewayResponseDefinition, understand } from "./definition.ts";
import { type GatewayResponses, readGatewayResponses } from "./gateway-response.ts";
import { type Method, methodOf } from "./method.ts";
import { readStage, type Stage } from "./stage.ts";

/** One path of the API with its methods. */
export interface ApiResource {
  readonly id: string;
  readonly path: string;
  readonly methods: ReadonlyMap<string, Method>;
}

/** The REST API of a template. */
export interface Api {
  readonly apiId: string;
  readonly stage: Stage;
  readonly resources: ReadonlyMap<string, ApiResource>;
  readonly responses: GatewayResponses;
}

/** What would change the API beside its definition, and is not understood. */
const foreignTypes = [
  "AWS::ApiGateway::Method",
  "AWS::ApiGateway::Resource",
  "AWS::ApiGateway::Authorizer",
  "AWS::ApiGateway::Model",
  "AWS::ApiGateway::RequestValidator",
  "AWS::ApiGateway::UsagePlan",
  "AWS::ApiGateway::UsagePlanKey",
  "AWS::ApiGateway::ApiKey",
] as const;

const restApiProperties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  Body: z.unknown(),
  EndpointConfiguration: z.unknown().optional(),
  DisableExecuteApiEndpoint: z.boolean().optional(),
  FailOnWarnings: z.boolean().optional(),
  Mode: z.literal("overwrite").optional(),
  Tags: z.unknown().optional(),
});

const gatewayResponseProperties = z.strictObject({
  RestApiId: z.string(),
  ResponseType: z.string(),
  StatusCode: z.string().optional(),
  ResponseParameters: z.record(z.string(), z.string()).optional(),
  ResponseTemplates: z.record(z.string(), z.string()).optional(),
});

const methodNames = ["get", "post", "put", "patch", "delete", "head", "options"] as const;

function only(stack: LoadedStack, type: string): Resource {
  const [first, second] = stack.byType(type);
  if (first === undefined || second !== undefined)
    throw new Error(`The template must hold exactly one ${type}`);
  return first;
}

function resourceOf(stack: LoadedStack, definition: ApiDefinition, path: string): ApiResource {
  const methods = methodNames.flatMap((name) => {
    const operation = definition.paths[path]?.[name];
    const method = name.toUpperCase();
    return operation ? [[method, methodOf(stack, definition, operation, `${method} ${path}`)] as const] : [];
  });
  return { id: createHash("sha256").update(path).digest("hex").slice(0, 6), path, methods: new Map(methods) };
}

function responsesOf(stack: LoadedStack, apiId: string, definition: ApiDefinition): GatewayResponses {
  const own = stack.byType("AWS::ApiGateway::GatewayResponse").flatMap(({ logicalId, properties }) => {
    const read = understand(gatewayResponseProperties, logicalId, properties);
    const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = read;
    const fields = {
      statusCode: StatusCode,
      responseParameters: ResponseParameters,
      responseTemplates: ResponseTemplates,
    };
    return read.RestApiId === apiId
      ? [[ResponseType, understand(gatewayResponseDefinition, logicalId, fields)] as const]
      : [];
  });
  return readGatewayResponses([
    ...Object.entries(definition["x-amazon-apigateway-gateway-responses"]),
    ...own,
  ]);
}

function stageOf(stack: LoadedStack, apiId: string): Stage {
  const resource = only(stack, "AWS::ApiGateway::Stage");
  const stage = readStage(resource.logicalId, resource.properties);
  if (stage.apiId !== apiId) throw new Error("The stage of the template belongs to another API");
  return stage;
}

/**
 * Reads the REST API of a template: its definition, its stage and its gateway responses.
 *
 * @throws Error naming what API Gateway would refuse or this gateway does not understand.
 */
export function readApi(stack: LoadedStack): Api {
  const foreign = foreignTypes.find((type) => stack.byType(type).length > 0);
  if (foreign !== undefined) throw new Error(`The local API Gateway does not understand ${foreign}`);
  const { logicalId, physicalId, properties } = only(stack, "AWS::ApiGateway::RestApi");
  const { Body } = understand(restApiProperties, logicalId, properties);
  const definition = understand(apiDefinition, "the definition of the API", Body);
  const resources = Object.keys(definition.paths).map(
    (path) => [path, resourceOf(stack, definition, path)] as const,
  );
  return {
    apiId: physicalId,
    stage: stageOf(stack, physicalId),
    resources: new Map(resources),
    responses: responsesOf(stack, physicalId, definition),
  };
}
