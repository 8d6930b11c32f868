import { type JsonCalls, jsonCalls } from "../wire/json-calls.ts";

/** Calls the database itself, past every permission. @throws AwsError as the database answered it. */
export type Raw = JsonCalls;

/** Any name will do: with `-sharedDb` all callers see the same tables. */
const accessKeyId = "local";

export function rawCalls(url: string): Raw {
  return jsonCalls({ url, prefix: "DynamoDB_20120810", accessKeyId });
}

/** As {@link rawCalls}, for the streams of the tables. */
export function rawStreamCalls(url: string): Raw {
  return jsonCalls({ url, prefix: "DynamoDBStreams_20120810", accessKeyId });
}
