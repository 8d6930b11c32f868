import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ask } from "../ask.ts";
import type { Context, Measurement } from "../context.ts";
import type { Figure } from "../figure.ts";
import { cpuOf, inTurns, median } from "../measure.ts";

const command = join(import.meta.dirname, "..", "..", "cli", "kith.ts");
const count = 60;

/** Row 14: how long the local run takes to answer, and what it adds to a request. */
export const localRun: Measurement = async (context) => [...(await overhead(context)), await start(context)];

async function start({ folder, say }: Context): Promise<Figure> {
  say("Row 14: starting the local run");
  const begun = performance.now();
  const child = spawn(process.execPath, [command, "start", "--quiet", "--data", folder("local-run")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const { status } = await fetch(`${await firstLine(child)}/v1/health`);
    if (status !== 200) throw new Error(`The local run answered ${status}.`);
    const value = (performance.now() - begun) / 1_000;
    return { row: 14, what: "start of the local run to its first 200", value, unit: "s", budget: 10 };
  } finally {
    const ended = once(child, "close");
    child.kill("SIGINT");
    await ended;
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let text = "";
  for await (const piece of stdout ?? []) {
    text += String(piece);
    if (text.includes("\n")) return text.slice(0, text.indexOf("\n"));
  }
  throw new Error("The local run ended before it answered.");
}

/**
 * CPU of this process, which holds the local run, for a request over HTTP, less its CPU for one that a handler is given
 * directly: both make the same calls of the endpoint. The client of the first is in it too.
 */
async function overhead({ tenant, bundles, say }: Context): Promise<readonly Figure[]> {
  const running = await tenant();
  const maria = await running.clientOf("maria");
  const request = () => maria.GET("/v1/me");
  const event = await running.eventDuring(request);
  const direct = { handler: join(await bundles(true), "people", "index.mjs"), event };
  const variables = running.variablesOf("People");
  const asked = { ...direct, variables, warm: 0, rounds: [{ count: count - 1, atOnce: 1 }] };
  say("Row 14: a request through the local run and without it");
  const [through = [], without = []] = await inTurns({ rounds: 5, seconds: 20 }, [
    () => cpuOf(count, request),
    async () => (await cpuOf(1, () => ask(asked))) / count,
  ]);
  const value = (median(through) - median(without)) / 1_000;
  return [{ row: 14, what: "what the local run adds to a request", value, unit: "ms CPU", budget: 3 }];
}
