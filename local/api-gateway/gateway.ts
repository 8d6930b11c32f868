import type { IncomingMessage, ServerResponse } from "node:http";
import type { Invoke, LoadedStack, Server } from "../types.ts";
import { type Api, readApi } from "./api.ts";
import type { JwksOf } from "./authorizer.ts";
import { accessLogLine } from "./context.ts";
import { type Exchange, newIdentifiers } from "./exchange.ts";
import { type Answer, refusalAnswer, refusalStatus } from "./gateway-response.ts";
import { journey } from "./journey.ts";
import { listen } from "./listen.ts";
import { Refusal } from "./refusal.ts";
import { readBody, splitTarget } from "./request.ts";

/** What the local API Gateway is started with. */
export interface GatewayOptions {
  readonly stack: LoadedStack;
  readonly invoke: Invoke;
  readonly jwksOf: JwksOf;
  /** A free one when absent. */
  readonly port?: number;
  readonly clock?: () => Date;
  /** Told what broke where nothing should: the client only sees 500. */
  readonly onFault?: (error: unknown) => void;
}

/** The running REST API of a template. */
export interface Gateway extends Server {
  /** Where the API begins: the server's URL with the stage. */
  readonly apiUrl: string;
  /** The lines of the stage's access log, oldest first. */
  readonly accessLog: () => readonly string[];
}

type Decide = (exchange: Exchange, body: string | null) => Promise<Answer>;

/** The path behind the stage, `/` when nothing follows it; undefined when the URL is of another stage. */
function behindStage(path: string, stage: string): string | undefined {
  if (path === `/${stage}`) return "/";
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
}

function newExchange(
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
    ...newIdentifiers(now),
    startedAt: now,
    method: request.method ?? "",
    path,
    query: target.query,
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.socket.remoteAddress ?? "",
    rawHeaders: request.rawHeaders,
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const bodiless = status === 204 || status === 304;
  const length = bodiless ? [] : [["Content-Length", String(Buffer.byteLength(body))] as const];
  response.writeHead(status, [...headers, ...length].flat());
  response.end(bodiless ? undefined : body);
}

/** The headers with which API Gateway marks every answer. */
function marked(answer: Answer, { requestId, extendedRequestId, traceId }: Exchange): Answer {
  const marks = [
    ["x-amzn-RequestId", requestId],
    ["x-amz-apigw-id", extendedRequestId],
    ["X-Amzn-Trace-Id", traceId],
  ] as const;
  return { ...answer, headers: [...marks, ...answer.headers] };
}

/** A URL of no stage reaches no API: the front of API Gateway answers, and no access log hears of it. */
const noStage: Answer = {
  status: 403,
  headers: [
    ["x-amzn-ErrorType", "ForbiddenException"],
    ["Content-Type", "application/json"],
  ],
  body: '{"message":"Forbidden"}',
};

function refused(api: Api, exchange: Exchange, error: unknown, onFault: (error: unknown) => void): Answer {
  if (!(error instanceof Refusal)) onFault(error);
  const refusal = error instanceof Refusal ? error : new Refusal("DEFAULT_5XX");
  exchange.refusal = refusal;
  exchange.status = refusalStatus(api.responses, refusal);
  return refusalAnswer(api.responses, refusal, exchange);
}

/**
 * Starts the REST API of a template.
 *
 * @throws Error when the template holds something of API Gateway that this gateway does not understand.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { stack, clock = () => new Date(), onFault = () => undefined } = options;
  const api = readApi(stack);
  const decide: Decide = journey({ api, ...options, clock });
  const log: string[] = [];
  const answer = async (request: IncomingMessage, exchange: Exchange): Promise<Answer> => {
    try {
      return await decide(exchange, await readBody(request));
    } catch (error) {
      return refused(api, exchange, error, onFault);
    }
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = newExchange(stack, api, request, clock());
    if (exchange === undefined) return send(response, noStage);
    const given = marked(await answer(request, exchange), exchange);
    exchange.status = given.status;
    exchange.responseLength = Buffer.byteLength(given.body);
    if (api.stage.accessLogFormat !== undefined) log.push(accessLogLine(api.stage.accessLogFormat, exchange));
    send(response, given);
  };
  const server = await listen(options.port ?? 0, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      onFault(error);
      response.destroy();
    });
  });
  return { ...server, apiUrl: `${server.url}/${api.stage.name}`, accessLog: () => [...log] };
}
