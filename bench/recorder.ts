import { once } from "node:events";
import { Agent, IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../local/listen.ts";
import type { Server } from "../local/types.ts";

/** A call that reached the database, and what that answered; the JSON of DynamoDB's API. */
export interface Recorded {
  /** For example `Query`. */
  readonly operation: string;
  readonly input: unknown;
  readonly output: unknown;
}

/** Stands before a database and passes everything on. */
export interface Recorder extends Server {
  /** What passes while the action runs. */
  readonly during: (action: () => Promise<unknown>) => Promise<readonly Recorded[]>;
}

/** @param target URL of the database. */
export async function startRecorder(target: string): Promise<Recorder> {
  const agent = new Agent({ keepAlive: true, timeout: 10_000 });
  let recorded: Recorded[] | undefined;
  const server = await listen(0, (incoming, outgoing) => {
    void pass(agent, target, incoming).then(({ status, input, output }) => {
      const operation = String(incoming.headers["x-amz-target"]).split(".")[1] ?? "";
      recorded?.push({ operation, input: JSON.parse(input), output: JSON.parse(output) });
      outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(output);
    });
  });
  return {
    url: server.url,
    close: async () => {
      agent.destroy();
      await server.close();
    },
    during: async (action) => {
      const calls: Recorded[] = [];
      recorded = calls;
      try {
        await action();
      } finally {
        recorded = undefined;
      }
      return calls;
    },
  };
}

async function pass(
  agent: Agent,
  target: string,
  incoming: IncomingMessage,
): Promise<{ status: number; input: string; output: string }> {
  const input = await text(incoming);
  const { host: _, ...headers } = incoming.headers;
  const outgoing = request(target, { method: "POST", agent, headers });
  outgoing.end(input);
  const [answer] = await once(outgoing, "response");
  if (!(answer instanceof IncomingMessage)) throw new Error("The database did not answer.");
  return { status: answer.statusCode ?? 500, input, output: await text(answer) };
}
