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
