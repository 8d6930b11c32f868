import { expect } from "vitest";
import { type Asked, askedBy, handlerOf } from "../edge/kit/requests.ts";
import type { Person, TestTenant } from "../edge/kit/tenant.ts";

type More = Pick<Asked, "params" | "query" | "headers"> & { readonly body?: object };

let keys = 0;
/** A key that no other request of the file has. */
const newKey = (): string => {
  keys += 1;
  return `key-${String(keys).padStart(8, "0")}`;
};

type Ask = readonly [who: Pick<Person, "pool" | "subject">, method: string, resource: string, more?: More];

/** A request with its token, each POST with a key of its own unless one is given. */
function signed(tenant: TestTenant, [person, method, resource, more = {}]: Ask): Promise<object> {
  const { body, headers, ...rest } = more;
  const json = body === undefined ? {} : { "Content-Type": ["application/json"] };
  const key = method === "POST" ? { "Idempotency-Key": [newKey()] } : {};
  const asked: Asked = { method, resource, ...rest, headers: { ...json, ...key, ...headers } };
  return askedBy(person, body === undefined ? asked : { ...asked, body: JSON.stringify(body) }, tenant);
}

async function answerTo(tenant: TestTenant, event: object) {
  const { statusCode, headers, body } = await handlerOf(tenant)(event);
  return { status: statusCode, headers, body: body === "" ? undefined : JSON.parse(body) };
}

/** Asks as somebody of a tenant. */
export const asking =
  (tenant: TestTenant) =>
  async (...ask: Ask) =>
    answerTo(tenant, await signed(tenant, ask));

/** Asks all at the same time: each has read before the first one writes. */
export async function askingTogether(tenant: TestTenant, asks: readonly Ask[]) {
  const events = await Promise.all(asks.map((ask) => signed(tenant, ask)));
  return Promise.all(events.map((event) => answerTo(tenant, event)));
}

/** What a refusal looks like. */
export const refusal = (status: number, code: string) => ({
  status,
  body: expect.objectContaining({ type: `urn:kith:problem:${code}` }),
});
