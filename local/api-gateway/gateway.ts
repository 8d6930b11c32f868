import { appendFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { listen } from "../listen.ts";
import type { Invoke, LoadedStack, Server } from "../types.ts";
import { type Answer, marked, noStage, send } from "./answer.ts";
import { type Api, readApi } from "./api.ts";
import type { JwksOf } from "./authorizer.ts";
import { accessLogLine } from "./context.ts";
import type { Exchange } from "./exchange.ts";
import { refusalAnswer, refusalStatus } from "./gateway-response.ts";
import { journey } from "./journey.ts";
import { newExchange } from "./new-exchange.ts";
import { Refusal } from "./refusal.ts";
import { readBody } from "./request.ts";

/** What the local API Gateway is started with. */
export interface GatewayOptions {
  readonly stack: LoadedStack;
  readonly invoke: Invoke;
  readonly jwksOf: JwksOf;
  /** A free one when absent. */
  readonly port?: number;
  readonly clock?: () => Date;
  /** File to which the lines of the access log are added; in memory only when absent. */
  readonly logFile?: string | undefined;
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

interface Serving {
  readonly stack: LoadedStack;
  readonly api: Api;
  readonly decide: (exchange: Exchange, body: string | null) => Promise<Answer>;
  readonly clock: () => Date;
  readonly onFault: (error: unknown) => void;
  readonly log: (line: string) => void;
}

function refused({ api }: Serving, exchange: Exchange, refusal: Refusal): Answer {
  exchange.refusal = refusal;
  exchange.status = refusalStatus(api.responses, refusal);
  return refusalAnswer(api.responses, refusal, exchange);
}

async function answer(serving: Serving, request: IncomingMessage, exchange: Exchange): Promise<Answer> {
  try {
    return await serving.decide(exchange, await readBody(request));
  } catch (error) {
    if (error instanceof Refusal) return refused(serving, exchange, error);
    // A client that went away in the middle of its request is no fault.
    if (request.complete) serving.onFault(error);
    return refused(serving, exchange, new Refusal("DEFAULT_5XX"));
  }
}

/** Notes what became of a request, and writes its one line. */
function record({ api, clock, log }: Serving, exchange: Exchange, { status, body }: Answer): void {
  exchange.status = status;
  exchange.responseLength = Buffer.byteLength(body);
  exchange.responseLatency = clock().getTime() - exchange.startedAt.getTime();
  const format = api.stage.accessLogFormat;
  if (format !== undefined) log(accessLogLine(format, exchange));
}

async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = newExchange(serving.stack, serving.api, request, serving.clock());
  if (exchange === undefined) return send(response, noStage);
  const given = marked(await answer(serving, request, exchange), exchange);
  record(serving, exchange, given);
  send(response, given);
}

/**
 * Starts the REST API of a template.
 *
 * @throws Error when the template holds something of API Gateway that this gateway does not understand.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { stack, invoke, jwksOf, port = 0, clock = () => new Date(), onFault = () => undefined } = options;
  const api = readApi(stack);
  const lines: string[] = [];
  const log = (line: string): void => {
    lines.push(line);
    if (options.logFile !== undefined) appendFileSync(options.logFile, `${line}\n`);
  };
  const decide = journey({ api, stack, invoke, jwksOf, clock });
  const server = await listen(port, (request, response) => {
    serve({ stack, api, decide, clock, onFault, log }, request, response).catch((error: unknown) => {
      onFault(error);
      response.destroy();
    });
  });
  return { ...server, apiUrl: `${server.url}/${api.stage.name}`, accessLog: () => [...lines] };
}
