import type { SampleRequest } from "../../samples.ts";
import { facts, once } from "../tenant.ts";

/** An answer, as far as proofs look at it. */
export interface Answered {
  readonly requestId: string;
  readonly status: number;
  /** Names of the headers; their order is not a promise. */
  readonly headers: readonly string[];
  readonly body: unknown;
}

/** Sends a request with a bearer token, or with none; each POST is one of its own. */
export async function send({ method, path, body }: SampleRequest, token?: string): Promise<Answered> {
  const response = await fetch(`${facts.apiUrl}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(method === "POST" ? once() : {}),
    },
    body: body ?? null,
  });
  return {
    requestId: response.headers.get("x-amzn-RequestId") ?? "",
    status: response.status,
    headers: [...response.headers.keys()].toSorted(),
    body: await response.json(),
  };
}

/** What two refusals must have in common to be one to the person who reads them. */
export const told = ({ status, headers, body }: Answered): unknown => ({
  status,
  headers,
  body: { ...Object(body), requestId: "" },
});

/** Enough at a time to keep the functions busy, few enough for a small machine. */
const atOnce = 4;

/** Does a task for each of many, some at a time, and keeps the results by the same key. */
export async function forEach<K, R>(keys: readonly K[], task: (key: K) => Promise<R>): Promise<Map<K, R>> {
  const left = [...keys];
  const results = new Map<K, R>();
  const worker = async () => {
    for (let key = left.shift(); key !== undefined; key = left.shift()) results.set(key, await task(key));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
