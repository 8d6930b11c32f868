import { once } from "node:events";
import { Agent, IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { facts } from "../tenant.ts";

/** A request as it goes over the wire: nothing is added, escaped or corrected. */
export interface Sent {
  readonly method: string;
  /** Behind the stage, with the query. */
  readonly path: string;
  /** Names with values; a name may stand several times. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Buffer | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Sends a request to the tenant's API and reads its whole answer. */
export async function send({ method, path, headers, body }: Sent): Promise<Answered> {
  // A connection of its own: of a body that is refused as too large the gateway may leave a rest unread, and whatever
  // came behind that on the same connection would never be answered.
  const agent = new Agent({ keepAlive: true });
  const outgoing = request(`${facts.apiUrl}${path}`, { method, agent });
  for (const [name, values] of byName(headers)) outgoing.setHeader(name, values);
  // Otherwise a body is sent without its length where the method usually has none.
  if (body !== undefined) outgoing.setHeader("Content-Length", Buffer.byteLength(body));
  outgoing.end(body);
  try {
    const [incoming] = await once(outgoing, "response");
    if (!(incoming instanceof IncomingMessage)) throw new Error("The gateway gave no answer.");
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: await text(incoming) };
  } finally {
    agent.destroy();
  }
}

function byName(headers: Sent["headers"]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [name, value] of headers) names.set(name, [...(names.get(name) ?? []), value]);
  return names;
}

/** With one header more, or another value of it. */
export const withHeader = (sent: Sent, name: string, value: string): Sent => ({
  ...sent,
  headers: [...sent.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase()), [name, value]],
});
