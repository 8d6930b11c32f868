import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Server } from "../types.ts";
import type { WireReply, WireRequest } from "./protocol.ts";

/** Larger than the largest request of any AWS service here (DynamoDB's 16 MB). */
const LARGEST_BODY = 20 * 1024 * 1024;

/** Answers a request; `undefined` cuts its connection. */
export type Handler = (request: WireRequest, requestId: string) => Promise<WireReply | undefined>;

/** Serves on a free port of 127.0.0.1. Every answer carries a request id, which the SDK shows in `$metadata`. */
export async function listen(handler: Handler): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    serve(handler, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  // Longer than any client keeps a connection: closing one that a client is about to use would look like a fault.
  server.keepAliveTimeout = 120_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the endpoint has no port");
  const close = async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${address.port}`, close };
}

async function serve(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  const reply = await handler(await read(incoming), requestId);
  if (reply === undefined) {
    incoming.socket.destroy();
    return;
  }
  outgoing.writeHead(reply.status, { ...reply.headers, "x-amzn-requestid": requestId });
  outgoing.end(reply.body);
}

function goneOf({ socket }: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once("close", () => resolve());
  });
}

async function read(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY) throw new Error("the request is too large");
    chunks.push(bytes);
  }
  return {
    method: incoming.method ?? "",
    path: (incoming.url ?? "").split("?")[0] ?? "",
    query: new URLSearchParams((incoming.url ?? "").split("?")[1] ?? ""),
    header: (name) => [incoming.headers[name]].flat()[0],
    headerNames: Object.keys(incoming.headers),
    body: Buffer.concat(chunks),
    gone: () => goneOf(incoming),
  };
}
