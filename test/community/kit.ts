import { randomUUID } from "node:crypto";
import type { ProxyResponse } from "../../functions/edge/respond.ts";
import { type Asked, askedBy, handlerOf, posting, problemIn } from "../edge/kit/requests.ts";
import type { Person, TestTenant } from "../edge/kit/tenant.ts";

const threads = "/v1/programs/{programId}/spaces/{spaceId}/threads/{threadId}";

/** A request in the sample thread: what stands behind the thread's path, and what it says. */
export interface Asking {
  readonly method: string;
  readonly behind: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a POST; the same one repeats it. */
  readonly key?: string;
}

/** Asks as a person and reads the answer. */
export async function asks(person: Person, tenant: TestTenant, { method, behind, ...more }: Asking) {
  const resource = `${behind.startsWith("/v1") ? "" : threads}${behind}`;
  const { programId, spaceId, threadId } = tenant.heart;
  const named = Object.entries({ programId, spaceId, threadId, ...more.params });
  const headers = {
    ...(more.body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(method === "POST" ? { "Idempotency-Key": more.key ?? randomUUID() } : {}),
    ...more.headers,
  };
  const asked: Asked = {
    method,
    resource,
    params: Object.fromEntries(named.filter(([name]) => resource.includes(`{${name}}`))),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    query: Object.fromEntries(Object.entries(more.query ?? {}).map(([name, value]) => [name, [value]])),
    ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
  };
  return read(await handlerOf(tenant)(await askedBy(person, asked, tenant)));
}

const read = (response: ProxyResponse) => ({
  ...response,
  body: response.body === "" ? undefined : JSON.parse(response.body),
  problem: response.statusCode < 400 ? undefined : problemIn(response),
});

/** Posts and gives the id of the message. */
export async function posted(person: Person, tenant: TestTenant, text = "hello"): Promise<string> {
  const key = randomUUID();
  const answer = await handlerOf(tenant)(await askedBy(person, posting(tenant.heart, text, key), tenant));
  return JSON.parse(answer.body).messageId;
}
