import type { Answer } from "./answer.ts";
import { fill, unknownVariables, variableOf } from "./context.ts";
import type { GatewayResponseDefinition } from "./definition.ts";
import type { Exchange } from "./exchange.ts";
import { isResponseType, type Refusal, type ResponseType } from "./refusal.ts";

/** What the API says about its refusals. */
export type GatewayResponses = ReadonlyMap<ResponseType, GatewayResponse>;

interface GatewayResponse {
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: (exchange: Exchange) => string])[];
  readonly template: { readonly contentType: string; readonly text: string } | undefined;
}

const header = /^gatewayresponse\.header\.([\w-]+)$/;
const directive =
  /#(?:\[\[|[*#]|\{?(?:set|if|elseif|else|end|foreach|break|stop|include|parse|macro|evaluate|define)\b)/;

function reject(type: string, what: string): never {
  throw new Error(`The local API Gateway does not understand the gateway response ${type}: ${what}`);
}

function headerValue(type: string, expression: string): (exchange: Exchange) => string {
  const [, literal] = /^'([^']*)'$/.exec(expression) ?? [];
  if (literal !== undefined) return () => literal;
  const [, name] = /^context\.([\w.-]+)$/.exec(expression) ?? [];
  if (name === undefined || unknownVariables(`$context.${name}`).length > 0) reject(type, "a header's value");
  return (exchange) => variableOf(name, exchange) ?? "";
}

function headersOf(type: string, parameters: Readonly<Record<string, string>>): GatewayResponse["headers"] {
  return Object.entries(parameters).map(([parameter, expression]) => {
    const name = header.exec(parameter)?.[1] ?? reject(type, "a parameter that is no header");
    return [name, headerValue(type, expression)] as const;
  });
}

/** Only variables are understood in a template: no directive, no `$input`, no `$util`. */
function templateOf(type: string, templates: Readonly<Record<string, string>>): GatewayResponse["template"] {
  const [first, second] = Object.entries(templates);
  if (second !== undefined) reject(type, "more than one template");
  if (first === undefined) return undefined;
  const [contentType, text] = first;
  const rest = text.replace(/\$context\.[\w-]+(?:\.[\w-]+)*/g, "");
  if (directive.test(text) || /\$[A-Za-z!{]/.test(rest)) reject(type, "its template");
  if (unknownVariables(text).length > 0) reject(type, unknownVariables(text).join(", "));
  return { contentType, text };
}

/**
 * Reads the gateway responses of an API.
 *
 * @throws Error naming the response that this gateway does not understand.
 */
export function readGatewayResponses(
  entries: readonly (readonly [string, GatewayResponseDefinition])[],
): GatewayResponses {
  const responses = new Map<ResponseType, GatewayResponse>();
  for (const [type, { statusCode, responseParameters, responseTemplates }] of entries) {
    if (!isResponseType(type)) reject(type, "its type");
    if (responses.has(type)) reject(type, "it is there twice");
    const template = templateOf(type, responseTemplates);
    responses.set(type, { status: statusCode, headers: headersOf(type, responseParameters), template });
  }
  return responses;
}

function chosen(responses: GatewayResponses, { type, status }: Refusal): GatewayResponse | undefined {
  return responses.get(type) ?? responses.get(status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
}

/** The status of a refusal: the API's own when it says one. */
export function refusalStatus(responses: GatewayResponses, refusal: Refusal): number {
  return chosen(responses, refusal)?.status ?? refusal.status;
}

/** The answer to a refused request, as the API wants it. */
export function refusalAnswer(responses: GatewayResponses, refusal: Refusal, exchange: Exchange): Answer {
  const response = chosen(responses, refusal);
  const template = response?.template ?? {
    contentType: "application/json",
    text: '{"message":$context.error.messageString}',
  };
  const own = (response?.headers ?? []).map(([name, value]) => [name, value(exchange)] as const);
  const typed = own.some(([name]) => name.toLowerCase() === "content-type");
  return {
    status: refusalStatus(responses, refusal),
    headers: [
      ["x-amzn-ErrorType", refusal.errorType],
      ...(typed ? [] : [["Content-Type", template.contentType] as const]),
      ...own,
    ],
    body: fill(template.text, exchange),
  };
}
