import { facts } from "../tenant.ts";

/** A request as any client could write it. */
export interface Asked {
  readonly method: string;
  /** From the stage on, with its query. */
  readonly path: string;
  readonly token: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined when there is no body. */
  readonly body: unknown;
  /** The gateway's id of the request, which its event names too. */
  readonly requestId: string;
}

/** Sends a request as it is, past the typed client. */
export async function send({ method, path, token, headers, body }: Asked): Promise<Answered> {
  const response = await fetch(`${facts.apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
    requestId: response.headers.get("x-amzn-requestid") ?? "",
  };
}
