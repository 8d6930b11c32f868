import { once } from "node:events";
import { Agent, IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { AwsError } from "../types.ts";
import type { Fields } from "./operation.ts";

/** Calls the operations of one service. @throws AwsError as the service answered it. */
export type JsonCalls = (operation: string, input: Fields) => Promise<Fields>;

/** Where a service is, and who calls it. */
export interface Target {
  readonly url: string;
  /** Prefix of `X-Amz-Target`, for example `DynamoDB_20120810`. */
  readonly prefix: string;
  /** Nobody here verifies signatures, so that the caller's access key is all of his credentials. */
  readonly accessKeyId: string;
}

const fields = z.record(z.string(), z.unknown());

/** Shorter than a server here keeps an idle connection, so that none is used while it is being closed. */
const IDLE = 10_000;

/** Speaks AWS JSON 1.0 with `node:http`: `fetch` took several times the processor time for these small requests. */
export function jsonCalls(target: Target): JsonCalls {
  const agent = new Agent({ keepAlive: true, timeout: IDLE });
  return async (operation, input) => {
    const { status, body } = await post(target, agent, operation, JSON.stringify(input));
    const answer = fields.parse(JSON.parse(body));
    if (status !== 200) throw serviceError(status, answer);
    return answer;
  };
}

async function post(
  { url, prefix, accessKeyId }: Target,
  agent: Agent,
  operation: string,
  body: string,
): Promise<{ status: number; body: string }> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(body),
    "x-amz-target": `${prefix}.${operation}`,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
  };
  const outgoing = request(url, { method: "POST", agent, headers });
  outgoing.end(body);
  const [incoming] = await once(outgoing, "response");
  if (!(incoming instanceof IncomingMessage)) throw new Error("no answer of the service");
  return { status: incoming.statusCode ?? 500, body: await text(incoming) };
}

function serviceError(status: number, answer: Fields): AwsError {
  const { __type, message, ...rest } = answer;
  const code =
    String(__type ?? "InternalServerError")
      .split("#")
      .at(-1) ?? "InternalServerError";
  return new AwsError(code, status, String(message ?? rest.Message ?? code), rest);
}
