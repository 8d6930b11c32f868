import { z } from "zod";
import { userPoolArn } from "./authorizer.ts";

/** `x-amazon-apigateway-integration` of a Lambda function that receives the whole request. */
const functionIntegration = z.strictObject({
  type: z.enum(["aws_proxy", "AWS_PROXY"]),
  httpMethod: z.literal("POST"),
  uri: z.string(),
  passthroughBehavior: z.enum(["when_no_match", "when_no_templates", "never"]).optional(),
  timeoutInMillis: z.int().min(50).max(29_000).default(29_000),
});

const mockResponse = z.strictObject({
  statusCode: z.coerce.string().regex(/^[2-5]\d\d$/),
  responseParameters: z
    .record(z.string().regex(/^method\.response\.header\.[\w-]+$/), z.string().regex(/^'[^']*'$/))
    .default({}),
  responseTemplates: z.strictObject({ "application/json": z.literal("") }).optional(),
});

/** `x-amazon-apigateway-integration` that answers by itself. */
const mockIntegration = z.strictObject({
  type: z.enum(["mock", "MOCK"]),
  requestTemplates: z.strictObject({ "application/json": z.string() }),
  passthroughBehavior: z.enum(["when_no_match", "when_no_templates", "never"]).optional(),
  responses: z.record(z.string(), mockResponse),
});

const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: z.strictObject({ type: z.string() }).optional(),
});

const methodResponse = z.strictObject({
  description: z.string().optional(),
  headers: z.record(z.string(), z.strictObject({ schema: z.strictObject({ type: z.string() }) })).default({}),
});

const operation = z.strictObject({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z.array(parameter).optional(),
  responses: z.record(z.string(), methodResponse).default({}),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  "x-amazon-apigateway-integration": z.union([functionIntegration, mockIntegration]),
});

const pathItem = z.strictObject({
  parameters: z.array(parameter).optional(),
  get: operation.optional(),
  post: operation.optional(),
  put: operation.optional(),
  patch: operation.optional(),
  delete: operation.optional(),
  head: operation.optional(),
  options: operation.optional(),
});

const securityScheme = z.strictObject({
  type: z.literal("apiKey"),
  name: z.literal("Authorization"),
  in: z.literal("header"),
  "x-amazon-apigateway-authtype": z.literal("cognito_user_pools"),
  "x-amazon-apigateway-authorizer": z.strictObject({
    type: z.literal("cognito_user_pools"),
    providerARNs: z.array(z.string().regex(userPoolArn)).min(1),
    identitySource: z.literal("method.request.header.Authorization").optional(),
    authorizerResultTtlInSeconds: z.number().optional(),
  }),
});

/** A gateway response as the definition and the resource of that name write it. */
export const gatewayResponseDefinition = z.strictObject({
  statusCode: z.coerce.number().int().min(200).max(599).optional(),
  responseParameters: z.record(z.string(), z.string()).default({}),
  responseTemplates: z.record(z.string(), z.string()).default({}),
});

/** The part of OpenAPI 3.0 with Amazon's extensions that this gateway understands; all else is refused. */
export const apiDefinition = z.strictObject({
  openapi: z.string().regex(/^3\.0\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string().optional() }),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string().optional() })).optional(),
  paths: z.record(z.string().startsWith("/"), pathItem),
  components: z
    .strictObject({ securitySchemes: z.record(z.string(), securityScheme).default({}) })
    .optional(),
  "x-amazon-apigateway-gateway-responses": z.record(z.string(), gatewayResponseDefinition).default({}),
});

export type ApiDefinition = z.infer<typeof apiDefinition>;
export type OperationDefinition = z.infer<typeof operation>;
export type FunctionIntegration = z.infer<typeof functionIntegration>;
export type MockIntegration = z.infer<typeof mockIntegration>;
export type GatewayResponseDefinition = z.infer<typeof gatewayResponseDefinition>;

function places(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === "invalid_union")
    return issue.errors
      .flatMap((branch) => branch.flatMap(places))
      .map((place) => `${issue.path.join(".")}.${place}`);
  const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
  return keys.length > 0 ? keys.map((key) => [...issue.path, key].join(".")) : [issue.path.join(".")];
}

/**
 * Reads a part of the template.
 *
 * @throws Error naming the part and each place in it that this gateway does not understand.
 */
export function understand<T>(schema: z.ZodType<T>, part: string, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const found = [...new Set(result.error.issues.flatMap(places))];
  throw new Error(`The local API Gateway does not understand ${part}: ${found.join(", ")}`);
}
