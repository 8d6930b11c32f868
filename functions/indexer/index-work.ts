import * as z from "zod/mini";
import { type Checked, checkSegment } from "./check-index.ts";
import { beginAnew, type Indexed, indexLog } from "./index-log.ts";
import type { IndexerPorts } from "./ports.ts";

/** What an operator may ask for; the clock asks for nothing. */
const asked = z.union([
  z.strictObject({ operation: z.literal("reindex") }),
  z.strictObject({ operation: z.literal("check"), from: z.int().check(z.minimum(0)) }),
]);

/** One run of the indexer, as the schedule or an operator started it. */
export async function indexWork(ports: IndexerPorts, event: unknown): Promise<Indexed | Checked> {
  const request = z.safeParse(asked, event).data;
  if (request?.operation === "check") return checkSegment(ports, request.from);
  if (request?.operation === "reindex") await beginAnew(ports);
  return indexLog(ports);
}
