import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import * as z from "zod/mini";
import type { NetworkRoute } from "../local/lambda/messages.ts";

/** What stands in an event for ten letters that are others in each request. */
export const unique = "QQQQQQQQQQ";

/** A handler, and how often to ask it. */
export interface Asking {
  /** File with the handler. */
  readonly handler: string;
  /** JSON of the event. */
  readonly event: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly routes?: readonly NetworkRoute[];
  /** Requests that only warm up. */
  readonly warm?: number;
  readonly rounds?: readonly { readonly count: number; readonly atOnce: number }[];
}

const cost = z.object({
  imported: z.number(),
  cold: z.number(),
  warm: z.array(z.object({ cpu: z.number(), wall: z.number() })),
});
/** Microseconds: of CPU from the start of the process to the imported handler, and to the first answer; of CPU and time for each request of a round. */
export type Cost = z.output<typeof cost>;

const program = join(import.meta.dirname, "process", "ask.mjs");

/** Asks a handler in a new process. @throws Error when it does not answer well. */
export async function ask({
  handler,
  event,
  variables,
  routes,
  warm = 0,
  rounds = [],
}: Asking): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "kith-ask-"));
  const job = join(folder, "job.json");
  writeFileSync(
    job,
    JSON.stringify({ handler: pathToFileURL(handler).href, event, unique, routes, warm, rounds }),
  );
  try {
    const child = spawn(process.execPath, [program, job], {
      env: { ...variables },
      stdio: ["ignore", "ignore", "inherit", "pipe"],
      timeout: 60_000,
    });
    const result = child.stdio[3];
    if (!(result instanceof Readable)) throw new Error("A process has no channel.");
    const [said, [code]] = await Promise.all([text(result), once(child, "close")]);
    if (code !== 0) throw new Error("A handler did not answer as it should.");
    return cost.parse(JSON.parse(said));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
