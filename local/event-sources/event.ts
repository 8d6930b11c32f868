import type { StreamRecord } from "./stream.ts";

/**
 * The event that Lambda makes of records: what the stream has, and where it comes from.
 * Source: "Using AWS Lambda with Amazon DynamoDB", example event.
 */
export function streamEvent(records: readonly StreamRecord[], streamArn: string): string {
  return JSON.stringify({ Records: records.map((record) => eventRecord(record, streamArn)) });
}

/** A record as the function, and a filter before it, sees it. */
export function eventRecord(record: StreamRecord, eventSourceARN: string): Readonly<Record<string, unknown>> {
  const { eventID, eventName, eventVersion, eventSource, awsRegion, dynamodb } = record;
  return { eventID, eventName, eventVersion, eventSource, awsRegion, dynamodb, eventSourceARN };
}
