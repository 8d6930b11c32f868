import { once } from "node:events";
import { request as httpRequest, IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { type Gateway, startGateway } from "../../../local/api-gateway/gateway.ts";
import { signInAs } from "../../../local/cognito/client.ts";
import { type SignIn, startSignIn } from "../../../local/cognito/sign-in.ts";
import { ana, membersPoolId, nurse } from "../cognito/stack.ts";
import { exampleStack, recorder } from "./example.ts";

/** The time of every run, in the middle of a second. */
export const now = new Date("2026-07-20T02:28:52.700Z");
export const seconds = Math.floor(now.getTime() / 1000);

/** What one request got, and the lines that it left in the access log. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly lines: readonly Record<string, string>[];
}

export const withToken = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });

/** One request over HTTP. */
async function send(gateway: Gateway, path: string, init: RequestInit): Promise<Seen> {
  const before = gateway.accessLog().length;
  const response = await fetch(`${gateway.apiUrl}${path}`, init);
  const body = await response.text();
  const lines = gateway
    .accessLog()
    .slice(before)
    .map((line): Record<string, string> => JSON.parse(line));
  return { status: response.status, headers: response.headers, body, lines };
}

/** One request whose target and headers go out untouched. */
async function sendRaw(gateway: Gateway, path: string, headers: readonly string[]): Promise<number> {
  const { host, port, hostname } = new URL(gateway.url);
  const request = httpRequest({ hostname, port, path, headers: ["Host", host, ...headers] }).end();
  const [response] = await once(request, "response");
  if (!(response instanceof IncomingMessage)) throw new Error("no response");
  await text(response);
  return response.statusCode ?? 0;
}

/** The example's API with its sign-in, running while the tests of a file do. */
export function running() {
  const target = recorder();
  const faults: unknown[] = [];
  let signIn: SignIn;
  let gateway: Gateway;
  const clock = () => now;
  beforeAll(async () => {
    const stack = exampleStack();
    signIn = await startSignIn({ stack, people: [ana, nurse], dataFolder: null, clock });
    const onFault = (error: unknown) => faults.push(error);
    gateway = await startGateway({ stack, invoke: target.invoke, jwksOf: signIn.jwksOf, clock, onFault });
  });
  afterAll(() => Promise.all([gateway.close(), signIn.close()]));
  beforeEach(() => {
    target.events.length = 0;
    target.answers({ payload: '{"statusCode":200,"body":"{}"}' });
  });
  return {
    target,
    faults,
    signIn: () => signIn,
    gateway: () => gateway,
    send: (path: string, init: RequestInit = {}) => send(gateway, path, init),
    sendRaw: (path: string, headers: readonly string[] = []) => sendRaw(gateway, path, headers),
    /** Tokens of a member who may take part in the community. */
    tokens: () =>
      signInAs(
        signIn.issuerUrl(membersPoolId),
        "membersweb",
        "ana",
        ["openid", "kith/community"],
        "http://127.0.0.1/",
      ),
    /** Every refusal: no function ran, one line, and what the line says. */
    expectRefused: (seen: Seen, status: number, responseType: string, authorizerError = "-") => {
      expect(target.events).toEqual([]);
      expect(seen.status).toBe(status);
      expect(seen.lines).toHaveLength(1);
      expect(seen.lines[0]).toMatchObject({
        status: String(status),
        responseType,
        authorizerError,
        sourceIp: "127.0.0.1",
      });
    },
  };
}
