import { once } from "node:events";
import { Agent, IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { AwsError } from "../types.ts";
import type { Fields } from "../wire/operation.ts";

/** Calls the database itself, past every permission. @throws AwsError as the database answered it. */
export type Raw = (operation: string, input: Fields) => Promise<Fields>;

const fields = z.record(z.string(), z.unknown());

/** Any name will do: with `-sharedDb` all callers see the same tables. */
const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

/** Shorter than the database keeps an idle connection, so that none is used while it is being closed. */
const IDLE = 10_000;

/** With `node:http`: `fetch` took several times the processor time for these small requests. */
export function rawCalls(url: string): Raw {
  const agent = new Agent({ keepAlive: true, timeout: IDLE });
  return async (operation, input) => {
    const { status, body } = await post(url, agent, operation, JSON.stringify(input));
    const answer = fields.parse(JSON.parse(body));
    if (status !== 200) throw databaseError(status, answer);
    return answer;
  };
}

async function post(
  url: string,
  agent: Agent,
  operation: string,
  body: string,
): Promise<{ status: number; body: string }> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(body),
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    authorization: AUTHORIZATION,
  };
  const outgoing = request(url, { method: "POST", agent, headers });
  outgoing.end(body);
  const [incoming] = await once(outgoing, "response");
  if (!(incoming instanceof IncomingMessage)) throw new Error("no answer of the database");
  return { status: incoming.statusCode ?? 500, body: await text(incoming) };
}

function databaseError(status: number, answer: Fields): AwsError {
  const { __type, message, ...rest } = answer;
  const code =
    String(__type ?? "InternalServerError")
      .split("#")
      .at(-1) ?? "InternalServerError";
  return new AwsError(code, status, String(message ?? rest.Message ?? code), rest);
}
