import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

/** Bytes that API Gateway accepts as the body of a request. Source: API Gateway quotas, "Payload size". */
const largestBody = 10 * 1024 * 1024;

/** The parameters of a query: every value, in the order sent. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** The target of a request, split; all still as sent. */
export interface Target {
  readonly path: string;
  readonly query: string;
}

/** Splits the target of a request at its first question mark. */
export function splitTarget(target: string): Target {
  const mark = target.indexOf("?");
  return mark === -1
    ? { path: target, query: "" }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/**
 * Refuses what must be percent-encoded in a URL. API Gateway does not take `|`, `{` and `}` in the clear.
 * Source: API Gateway developer guide, "Important notes".
 */
export function refuseBadCharacters({ path, query }: Target): void {
  if (/[^\x21-\x7e]|[|{}\\^`"<>]/.test(path + query)) throw new Refusal("BAD_REQUEST_PARAMETERS");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new Refusal("BAD_REQUEST_PARAMETERS");
  }
}

/** Reads a query. A semicolon splits like an ampersand, as it does in API Gateway. */
export function readQuery(query: string): Query {
  const values = new Map<string, string[]>();
  for (const pair of query.split(/[&;]/)) {
    if (pair === "") continue;
    const [name = "", ...rest] = pair.split("=");
    const list = values.get(decode(name)) ?? [];
    values.set(decode(name), [...list, decode(rest.join("="))]);
  }
  return values;
}

/**
 * Reads the body of a request.
 *
 * @returns null when it is empty.
 * @throws Refusal when it is too large; the rest of it is then dropped.
 */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The rest of a request that is too large stays readable, so that the refusal can still be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > largestBody) {
      // The rest is dropped as it comes: the connection then serves the next request.
      request.resume();
      throw new Refusal("REQUEST_TOO_LARGE");
    }
    chunks.push(chunk);
  }
  return size === 0 ? null : Buffer.concat(chunks).toString("utf8");
}
