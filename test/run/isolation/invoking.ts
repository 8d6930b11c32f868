import { decodeJwt } from "jose";
import * as z from "zod";
import { claimsOfEvent } from "../../../local/api-gateway/claims.ts";
import { type OperationName, rowOf } from "../../samples.ts";
import { once, tenantControl } from "../tenant.ts";
import { requestOf } from "./cells.ts";

/** What whoever may invoke a function can put into the event in place of the gateway. */
export interface Forgery {
  readonly requestId: string;
  readonly token: string | undefined;
  readonly claims: Readonly<Record<string, string>> | undefined;
}

/** An event as the gateway would have made it of the operation's sample, with identity as the forger likes it. */
export function forgedEvent(operation: OperationName, { requestId, token, claims }: Forgery): unknown {
  const { method, params, query, body, headers: own, keyed } = requestOf({ operation, place: "own" });
  const headers = {
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(keyed ? once() : own),
  };
  return {
    resource: rowOf(operation).path,
    httpMethod: method,
    multiValueHeaders: listed(headers),
    multiValueQueryStringParameters: listed(query),
    pathParameters: params,
    requestContext: { requestId, ...(claims === undefined ? {} : { authorizer: { claims } }) },
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

const listed = (values: Readonly<Record<string, string>>): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));

/** The claims that the gateway hands over for a token. */
export const claimsIn = (token: string): Readonly<Record<string, string>> => claimsOfEvent(decodeJwt(token));

const proxyResponse = z.object({ statusCode: z.number(), body: z.string() });

/** What a function answered. */
export interface Invoked {
  readonly status: number;
  readonly body: unknown;
}

/** Invokes a function without the gateway. @param name of the function, as its place in the stack begins. */
export async function invoke(name: string, event: unknown): Promise<Invoked> {
  const { payload, failure } = await tenantControl.invoke(`${name}Function`, event);
  if (failure !== undefined) throw new Error(`The function failed: ${failure}`);
  const { statusCode, body } = proxyResponse.parse(JSON.parse(payload));
  return { status: statusCode, body: body === "" ? undefined : JSON.parse(body) };
}
