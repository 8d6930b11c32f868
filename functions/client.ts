import createClient, { type Client } from "openapi-fetch";
import type { $ZodType, input } from "zod/v4/core";
import type { Route } from "./kernel/route.ts";
import type { slices } from "./routes.ts";

/** A problem document, as every refusal and failure is written (RFC 9457). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

type Values<T> = T[keyof T];
type Rows = Values<{ [S in keyof typeof slices]: Values<(typeof slices)[S]> }>;
type Given<S> = S extends $ZodType ? input<S> : never;
/** A response: its body, or none. */
type Content<S> = S extends $ZodType ? { content: { "application/json": input<S> } } : { content?: never };
interface Headers {
  readonly POST: { "Idempotency-Key": string };
  readonly PUT: { "If-Match": string } | { "If-None-Match": "*" };
  readonly PATCH: { "If-Match": string };
  readonly DELETE: { "If-Match": string };
}
type Headed<R> = R extends { method: infer M extends keyof Headers; scope: string }
  ? { header: Headers[M] }
  : { header?: Record<string, string> };

type Parameters<R> = Headed<R> &
  (R extends { params: infer P } ? { path: Given<P> } : { path?: never }) &
  (R extends { query: infer Q } ? { query: Given<Q> } : { query?: never });
type RequestBody<R> = R extends { body: infer B }
  ? { requestBody: { content: { "application/json": Given<B> } } }
  : { requestBody?: never };

type Operation<R extends Route> = RequestBody<R> & {
  parameters: Parameters<R>;
  responses: { [S in keyof R["answers"]]: Content<R["answers"][S]> } & {
    default: { content: { "application/problem+json": ProblemDocument } };
  };
};
type ByMethod<P extends string> = {
  [R in Extract<Rows, { path: P }> as Lowercase<R["method"]>]: R extends Route ? Operation<R> : never;
};
/** The rows as openapi-fetch wants its paths: a wrong path, method or field does not compile. */
export type Paths = { [P in Rows["path"]]: ByMethod<P> };

export type KithClient = Client<Paths>;

/** A client of one tenant's API. `token` is asked for each request, so that it may be refreshed. */
export function kithClient(apiUrl: string, token: () => Promise<string> | string): KithClient {
  const client = createClient<Paths>({ baseUrl: apiUrl });
  client.use({
    onRequest: async ({ request }) => {
      request.headers.set("Authorization", `Bearer ${await token()}`);
      return request;
    },
  });
  return client;
}
