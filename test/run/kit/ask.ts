import { type Sent, send } from "./send.ts";

/** A request as a client of the API makes it: its body is a value, not a text. */
export interface Asked {
  readonly method: string;
  /** From the stage on, with its query. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined when there is no body. */
  readonly body: unknown;
  /** The gateway's id of the request, which its event names too. */
  readonly requestId: string;
}

/** The request as it goes over the wire. */
export const written = ({ method, path, token, headers = {}, body }: Asked): Sent => ({
  method,
  path,
  headers: [
    ...(token === undefined ? [] : [["Authorization", `Bearer ${token}`] as const]),
    ...(body === undefined ? [] : [["Content-Type", "application/json"] as const]),
    ...Object.entries(headers),
  ],
  body: body === undefined ? undefined : JSON.stringify(body),
});

/** Sends a request past the typed client. */
export async function ask(asked: Asked): Promise<Answer> {
  const { status, headers: received, body } = await send(written(asked));
  const headers = new Headers(Object.entries(received).map(([name, value]) => [name, String(value)]));
  return {
    status,
    headers,
    body: body === "" ? undefined : JSON.parse(body),
    requestId: headers.get("x-amzn-requestid") ?? "",
  };
}
