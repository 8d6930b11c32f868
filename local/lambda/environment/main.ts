import type { InvocationRequest, Start } from "../messages.ts";
import { receive, send } from "./channel.ts";
import { replaceDate, setClockOffset } from "./clock.ts";
import { logFailure, setRequestId, shapeConsole } from "./console.ts";
import { contextOf } from "./context.ts";
import { errorDocument } from "./error-document.ts";
import { type Handler, importHandler } from "./handler.ts";
import { routeFetch } from "./network.ts";
import { vitals } from "./vitals.ts";

/** The process of one execution environment: it takes one invocation after the other until the run is gone. */
async function serve(): Promise<void> {
  const start = receive();
  if (start.kind !== "start") throw new Error("An environment begins with its start message.");
  prepare(start);
  const handler = await importHandler(start.folder, start.handler);
  send({ kind: "ready" });
  for (;;) {
    const request = receive();
    if (request.kind === "invocation") await answer(handler, start, request);
    if (request.kind === "vitals") send({ kind: "vitals", ...vitals() });
  }
}

function prepare(start: Start): void {
  // While an invocation runs, the process does not wait on its channel: this tells it that the run is gone.
  process.once("disconnect", () => process.exit());
  process.once("uncaughtException", (reason) => end("Uncaught Exception", reason));
  setClockOffset(start.clockOffset);
  replaceDate();
  routeFetch(start.routes);
  shapeConsole(start.identity.logFormat);
}

async function answer(handler: Handler, start: Start, request: InvocationRequest): Promise<void> {
  setClockOffset(request.clockOffset);
  process.env._X_AMZN_TRACE_ID = request.trace;
  setRequestId(request.requestId);
  try {
    const result = await handler(JSON.parse(request.payload), contextOf(start.identity, request));
    send({ kind: "answer", payload: JSON.stringify(result) ?? "null" });
  } catch (reason) {
    fail("Invoke Error", reason);
  }
}

function fail(title: string, reason: unknown, isEnd = false): void {
  const document = errorDocument(reason);
  logFailure(title, document);
  send({ kind: "failure", payload: JSON.stringify(document), end: isEnd });
}

function end(title: string, reason: unknown): void {
  fail(title, reason, true);
  process.exit(1);
}

await serve().catch((reason: unknown) => end("Init Error", reason));
