import { z } from "zod";
import { isForS3, readS3Call, s3ErrorReply } from "../s3/call.ts";
import { AwsError } from "../types.ts";
import type { Fields } from "./operation.ts";

/** A request as it came. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** In lower case. */
  readonly headerNames: readonly string[];
  readonly body: Buffer;
  /** Ends when the connection does: before the answer, when the caller has given up. */
  readonly gone: () => Promise<void>;
}

/** An answer as it goes. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a request asks for, and how it is answered. */
export interface WireCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Fields;
  readonly answer: (output: Fields) => WireReply;
}

/** `X-Amz-Target` prefix to service. */
const targets: ReadonlyMap<string, string> = new Map([
  ["DynamoDB_20120810", "dynamodb"],
  ["DynamoDBStreams_20120810", "dynamodbstreams"],
  ["TrentService", "kms"],
  ["AWSCognitoIdentityProviderService", "cognito-idp"],
]);

const fields = z.record(z.string(), z.unknown());
const lambdaOutput = z.object({
  StatusCode: z.int(),
  FunctionError: z.string().optional(),
  Payload: z.string(),
});

/** Reads AWS JSON 1.0 and 1.1, S3's REST API, and the one path of Lambda's. @throws AwsError for anything else. */
export function readCall(request: WireRequest): WireCall {
  if (isForS3(request)) return readS3Call(request);
  const [prefix = "", operation = ""] = request.header("x-amz-target")?.split(".") ?? [];
  const service = targets.get(prefix);
  if (service !== undefined && request.method === "POST") return jsonCall(request, service, operation);
  const name = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/u.exec(request.path)?.[1];
  if (name !== undefined && request.method === "POST") return invocation(request, decodeURIComponent(name));
  throw new AwsError("UnknownOperationException", 404, "The local endpoint has no such service.");
}

function jsonCall(request: WireRequest, service: string, operation: string): WireCall {
  const type = request.header("content-type") ?? "application/x-amz-json-1.0";
  return {
    service,
    operation,
    input: readJson(request.body),
    answer: (output) => ({ status: 200, headers: { "content-type": type }, body: JSON.stringify(output) }),
  };
}

function readJson(body: Buffer): Fields {
  try {
    return fields.parse(JSON.parse(body.toString()));
  } catch {
    throw new AwsError("SerializationException", 400, "The body is not a JSON object.");
  }
}

function invocation(request: WireRequest, name: string): WireCall {
  return {
    service: "lambda",
    operation: "Invoke",
    input: {
      FunctionName: name,
      InvocationType: request.header("x-amz-invocation-type") ?? "RequestResponse",
      Payload: request.body.toString(),
    },
    answer: (output) => {
      const { StatusCode, FunctionError, Payload } = lambdaOutput.parse(output);
      const failed: Record<string, string> =
        FunctionError === undefined ? {} : { "x-amz-function-error": FunctionError };
      const headers = { "content-type": "application/json", "x-amz-executed-version": "$LATEST", ...failed };
      return { status: StatusCode, headers, body: Payload };
    },
  };
}

/** Both JSON protocols read the code from the body or the header. */
export function errorReply(error: AwsError, request: WireRequest): WireReply {
  if (isForS3(request)) return s3ErrorReply(error, request.method);
  const { code, status, message, fields } = error;
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-errortype": code };
  return { status, headers, body: JSON.stringify({ __type: code, message, ...fields }) };
}
