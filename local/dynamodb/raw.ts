import { z } from "zod";
import { AwsError } from "../types.ts";
import type { Fields } from "../wire/operation.ts";

/** Calls the database itself, past every permission. @throws AwsError as the database answered it. */
export type Raw = (operation: string, input: Fields) => Promise<Fields>;

const fields = z.record(z.string(), z.unknown());

/** Any name will do: with `-sharedDb` all callers see the same tables. */
const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

export function rawCalls(url: string): Raw {
  return async (operation, input) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        authorization: AUTHORIZATION,
      },
      body: JSON.stringify(input),
    });
    const answer = fields.parse(await response.json());
    if (!response.ok) throw databaseError(response.status, answer);
    return answer;
  };
}

function databaseError(status: number, answer: Fields): AwsError {
  const { __type, message, ...rest } = answer;
  const code =
    String(__type ?? "InternalServerError")
      .split("#")
      .at(-1) ?? "InternalServerError";
  return new AwsError(code, status, String(message ?? rest.Message ?? code), rest);
}
