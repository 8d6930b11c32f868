import type { ServerResponse } from "node:http";
import type { Exchange } from "./exchange.ts";

/** An answer on its way to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Writes an answer; the length is counted here, whatever the headers say. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const bodiless = status === 204 || status === 304;
  const length = bodiless ? [] : [["Content-Length", String(Buffer.byteLength(body))] as const];
  response.writeHead(status, [...headers, ...length].flat());
  response.end(bodiless ? undefined : body);
}

/** The headers with which API Gateway marks every answer. */
export function marked(answer: Answer, { requestId, extendedRequestId, traceId }: Exchange): Answer {
  const marks = [
    ["x-amzn-RequestId", requestId],
    ["x-amz-apigw-id", extendedRequestId],
    ["X-Amzn-Trace-Id", traceId],
  ] as const;
  return { ...answer, headers: [...marks, ...answer.headers] };
}

/** A URL of no stage reaches no API: the front of API Gateway answers, and no access log hears of it. */
export const noStage: Answer = {
  status: 403,
  headers: [
    ["x-amzn-ErrorType", "ForbiddenException"],
    ["Content-Type", "application/json"],
  ],
  body: '{"message":"Forbidden"}',
};
