import * as z from "zod/mini";
import {
  type ObjectReader,
  type ReadHead,
  type ReadLogReport,
  type Violation,
  violationKinds,
} from "../../kernel/log.ts";
import type { Item, Reader } from "../../kernel/ports.ts";
import { internal } from "../failures.ts";
import { readVerification } from "./verification-store.ts";
import { violationKey, violationPrefix } from "./violations.ts";

export interface LogReportOptions {
  readonly head: ReadHead;
  /** Reads `audit-keys`. */
  readonly registry: Pick<Reader, "get" | "newestFirst">;
  /** The bucket of the log's growing end. */
  readonly edge: Pick<ObjectReader, "get">;
}

/** How many violations are shown. */
const limit = 20;

/** Reads what the officer is told of the log. */
export const logReport =
  ({ head, registry, edge }: LogReportOptions): ReadLogReport =>
  async () => {
    const { pk } = violationKey(0);
    const [at, checkpoint, verification, violations] = await Promise.all([
      head(),
      edge.get("checkpoint"),
      readVerification(registry),
      registry.newestFirst(pk, { prefix: violationPrefix, limit, after: undefined, consistent: true }),
    ]);
    return {
      ...{ head: at, verification },
      checkpoint: checkpoint && Buffer.from(checkpoint.bytes).toString(),
      violations: violations.items.map(violationOf),
      more: violations.after !== undefined,
    };
  };

const stored = z.object({ sk: z.string(), at: z.int(), kind: z.enum(violationKinds) });

function violationOf(item: Item): Violation {
  const parsed = z.safeParse(stored, item);
  if (!parsed.success) throw internal("A violation is not one that the sealer writes.");
  const { sk, at, kind } = parsed.data;
  return { index: Number(sk), at, kind };
}
