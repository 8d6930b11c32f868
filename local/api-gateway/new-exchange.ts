import type { IncomingMessage } from "node:http";
import { newTrace, traceIn } from "../trace.ts";
import type { LoadedStack } from "../types.ts";
import type { Api } from "./api.ts";
import { type Exchange, newIdentifiers } from "./exchange.ts";
import { splitTarget } from "./request.ts";

/** The path behind the stage, `/` when nothing follows it; undefined when the URL is of another stage. */
function behindStage(path: string, stage: string): string | undefined {
  if (path === `/${stage}`) return "/";
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
}

/** The exchange of a request that has just come in; undefined when its URL is of another stage. */
export function newExchange(
  stack: LoadedStack,
  { apiId, stage }: Api,
  request: IncomingMessage,
  now: Date,
): Exchange | undefined {
  const target = splitTarget(request.url ?? "/");
  const path = behindStage(target.path, stage.name);
  if (path === undefined) return undefined;
  const { deploymentId, variables } = stage;
  const domainName = `127.0.0.1:${request.socket.localPort}`;
  return {
    place: {
      accountId: stack.account,
      apiId,
      stage: stage.name,
      stageVariables: variables,
      deploymentId,
      domainName,
    },
    ...newIdentifiers(),
    // A trace that the client has begun goes on.
    traceId: traceIn([request.headers["x-amzn-trace-id"]].flat()[0]) ?? newTrace(now),
    startedAt: now,
    method: request.method ?? "",
    path,
    query: target.query,
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.socket.remoteAddress ?? "",
    rawHeaders: request.rawHeaders,
  };
}
